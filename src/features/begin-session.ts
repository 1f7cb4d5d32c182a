import type { Ports } from '../core/ports.ts';
import { armBindings } from './arm-bindings.ts';
import { endTabBindings } from './bindings.ts';
import { dropUnusedDpopKeys } from './drop-unused-dpop-keys.ts';
import { orderBindings } from './order-bindings.ts';
import { purgeProfiles } from './profiles.ts';
import { interruptLogins } from './resume-logins.ts';

/**
 * What the first background of a session does: the browser was started, or the extension installed, updated or switched on, and
 * its rules are gone. Later backgrounds of the session find it done, and arm only what one of them died before.
 */
export async function beginSession(ports: Ports): Promise<void> {
  const state = await ports.session.state();
  if (state === 'unarmed') await armBindings(ports);
  if (state !== 'new') return;
  // After the passphrase was typed. Until then the scripts of the session before find nothing to do.
  if (await ports.vault.isLocked()) return armBindings(ports);
  try {
    await interruptLogins(ports);
    await endTabBindings(ports);
    await orderBindings(ports);
    await purgeProfiles(ports);
    await dropUnusedDpopKeys(ports);
    await armBindings(ports);
    await ports.session.become('armed');
  } catch (error) {
    // A background that dies before leaves all of it to the next one; what failed would fail there too, but for the last step.
    await ports.session.become('unarmed');
    throw error;
  }
}
