import { Failure, failureRecord } from '../core/failure.ts';
import { failLogin, type Login } from '../core/login.ts';
import type { Ports } from '../core/ports.ts';
import { requestToken } from './finish-login.ts';
import { isRunning } from './running.ts';
import { continueLogin } from './start-login.ts';

/**
 * Goes on where an earlier background died. An answer that was received is exchanged; what can't be known to have been sent
 * is failed, with the offer to try again.
 */
export async function resumeLogins(ports: Ports): Promise<void> {
  for (const login of await ports.logins.list()) {
    if (isBusy(login)) continue;
    if (login.step === 'asking_permission') await continueLogin(login.id, ports);
    else if (login.step === 'requesting' && login.callback) await requestToken(login, ports);
    else if (login.step === 'requesting' || login.step === 'preparing') await interrupt(login, ports);
  }
}

/** After a start of the browser no sign-in window of before is left. */
export async function interruptLogins(ports: Ports): Promise<void> {
  for (const login of await ports.logins.list()) {
    if (login.step === 'signing_in' && !isBusy(login)) await interrupt(login, ports);
  }
}

function isBusy({ id }: Login): boolean {
  return ['begin', 'finish', 'request'].some((work) => isRunning(`${work} ${id}`));
}

async function interrupt(login: Login, ports: Ports): Promise<void> {
  await ports.logins.put(failLogin(login, failureRecord(new Failure('sign_in_interrupted')), ports.now()));
  ports.changes.tell();
}
