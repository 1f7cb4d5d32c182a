import type { Ports } from '../core/ports.ts';
import { armBindings } from './arm-bindings.ts';
import { endTabBindings } from './bindings.ts';
import { dropUnusedDpopKeys } from './drop-unused-dpop-keys.ts';
import { orderBindings } from './order-bindings.ts';
import { purgeProfiles } from './profiles.ts';
import { interruptLogins } from './resume-logins.ts';

/**
 * What the first background of a session does: the browser was started, or the extension installed, updated or switched on, and
 * its rules are gone. Later backgrounds of the session find it done.
 */
export async function beginSession(ports: Ports): Promise<void> {
  if (!(await ports.session.isNew())) return;
  // After the passphrase was typed. Until then the scripts of the session before find nothing to do.
  if (await ports.vault.isLocked()) return armBindings(ports);
  try {
    await interruptLogins(ports);
    await endTabBindings(ports);
    await orderBindings(ports);
    await purgeProfiles(ports);
    await dropUnusedDpopKeys(ports);
    await armBindings(ports);
  } finally {
    // Last, so that a background that dies before leaves it to the next one; what failed would fail there too.
    await ports.session.begin();
  }
}
