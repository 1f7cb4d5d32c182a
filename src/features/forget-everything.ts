import type { Ports } from '../core/ports.ts';
import { armBindings } from './arm-bindings.ts';
import { cancelLogin } from './cancel-login.ts';
import { ifUnlocked } from './lock-vault.ts';
import { unmarkTabs } from './mark-tabs.ts';
import { allDone } from './running.ts';

/**
 * Forgets all records and their key, also while the vault is locked, and undoes what the browser does by them. No server is asked to revoke
 * anything: that may fail, and this may not.
 */
export async function forgetEverything(ports: Ports): Promise<void> {
  const logins = (await ifUnlocked(() => ports.logins.list())) ?? [];
  await Promise.allSettled(logins.map(({ id }) => cancelLogin(id, ports)));
  await ports.vault.wipe();
  await armBindings(ports);
  // What was under way here stores its answer even so; in a page it does not (`inPage`).
  await allDone();
  await ports.vault.wipe();
  await armBindings(ports);
  await unmarkTabs(ports);
  ports.changes.tell();
}
