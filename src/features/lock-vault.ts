import { Failure } from '../core/failure.ts';
import type { Ports } from '../core/ports.ts';
import { armAlarm, armBindings } from './arm-bindings.ts';
import { beginSession } from './begin-session.ts';
import { endGoneTabs } from './bindings.ts';
import { cancelLogin } from './cancel-login.ts';
import { unmarkTabs } from './mark-tabs.ts';
import { endPauses } from './poll-token.ts';
import { resumeLogins } from './resume-logins.ts';
import { allDone, once, runningKeys } from './running.ts';

/**
 * Locks the vault, where there is a passphrase: from now on nothing is injected, renewed or begun, and sign-in windows close; who
 * confirms on another device is asked for again when it is open. The key is forgotten once the requests that are under way have their answers: a refresh token that was used up would be lost otherwise. A background
 * that dies meanwhile has no such requests any more, and leaves the rest to the next one (`lockIfDue`).
 */
export async function lockVault(ports: Ports): Promise<void> {
  if (!(await ports.vault.beginLock())) return;
  try {
    await once(`begin lock ${ports.randomId()}`, () => beginLock(ports));
  } finally {
    await once(ending, () => endLock(ports));
  }
}

async function beginLock(ports: Ports): Promise<void> {
  await armBindings(ports);
  ports.changes.tell();
  for (const { id, step } of await ports.logins.list()) {
    if (step !== 'requesting' && step !== 'waiting_for_user' && step !== 'failed') await cancelLogin(id, ports);
  }
  endPauses();
}

const ending = 'lock';

/** The tester may unlock meanwhile and lock again: what began in between is waited for, too. */
async function endLock(ports: Ports): Promise<void> {
  let waited: boolean;
  do {
    waited = runningKeys().some((key) => key !== ending);
    await allDone(ending);
    waited = (await ports.pageWorks.done()) || waited;
  } while (waited && (await ports.vault.lockAt()) === 0);
  await ports.vault.endLock();
  await armAlarm(ports);
  ports.changes.tell();
}

/** The same, when its time has come, or an earlier background began it. */
export async function lockIfDue(ports: Ports): Promise<void> {
  if (((await ports.vault.lockAt()) ?? Infinity) <= ports.now()) await lockVault(ports);
}

/** A passphrase was typed, set, changed or removed: what the lock had stopped goes on. */
export async function vaultChanged(ports: Ports): Promise<void> {
  ports.vault.recall();
  await beginSession(ports);
  if (!(await ports.vault.isLocked())) await endGoneTabs(ports);
  await unmarkTabs(ports);
  await armBindings(ports);
  ports.changes.tell();
  await resumeLogins(ports);
}

/** Does what an event in the browser asks for; undefined while the vault is locked, when there is nothing to do. */
export async function ifUnlocked<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'vault_locked') throw error;
    return undefined;
  }
}
