import { Failure } from '../core/failure.ts';
import type { Login } from '../core/login.ts';
import type { Ports } from '../core/ports.ts';
import { endWithToken } from './end-with-token.ts';
import { expectProfile } from './expect.ts';
import { requestToken } from './finish-login.ts';
import { failStep, isBusy, loginPart } from './login-part.ts';
import { pollToken } from './poll-token.ts';
import { continueLogin } from './start-login.ts';

/**
 * Goes on where an earlier background died. An answer that was received is exchanged; what may have been sent already, and can be
 * sent only once, is failed, with the offer to try again.
 */
export async function resumeLogins(ports: Ports): Promise<void> {
  for (const login of await ports.logins.list()) {
    if (login.step === 'failed' || isBusy(login.id)) continue;
    if (login.step === 'asking_permission') await continueLogin(login.id, ports);
    else if (await isEnded(login, ports)) continue;
    // Nobody waits for its end here: that may be many minutes away.
    else if (login.step === 'waiting_for_user') void pollToken(login.id, ports);
    else if (login.step === 'requesting' && login.callback) await requestToken(login, ports);
    else if (login.step === 'requesting' || login.step === 'preparing') await interrupt(login, ports);
  }
}

/** After a start of the browser no sign-in window of before is left. */
export async function interruptLogins(ports: Ports): Promise<void> {
  for (const login of await ports.logins.list()) {
    if (login.step === 'signing_in' && !isBusy(login.id)) await interrupt(login, ports);
  }
}

/** Whether its token was stored already. What comes after that is done again. */
async function isEnded({ id, profileId }: Login, ports: Ports): Promise<boolean> {
  const token = await ports.tokens.get(id);
  if (!token) return false;
  const work = async () => endWithToken(id, token, await expectProfile(profileId, ports), ports);
  await loginPart('request', id, work, ports);
  return true;
}

function interrupt(login: Login, ports: Ports): Promise<void> {
  return failStep(login, new Failure('sign_in_interrupted'), ports);
}
