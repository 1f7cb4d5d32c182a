import { Failure } from '../core/failure.ts';
import type { GrantType } from '../core/grant-type.ts';
import { type Callback, type Login, moveLogin } from '../core/login.ts';
import type { Ports } from '../core/ports.ts';
import type { Proof } from '../oauth/authorization-request.ts';
import { exchangeCode } from '../oauth/grants/authorization-code.ts';
import { readImplicitAnswer } from '../oauth/grants/implicit.ts';
import { endWithToken } from './end-with-token.ts';
import { expectProfile } from './expect.ts';
import { isAt } from './is-at.ts';
import { loginPart, putStep } from './login-part.ts';
import { freshToken } from './renew-token.ts';
import { requestGrant } from './request-grant.ts';
import { traceCallback, tracedLogin } from './traces.ts';

/** More than any honest answer through a browser (characters): signed ones with all of a user's groups in them included. */
const longestAnswer = 200_000;

/**
 * Takes the answer of the authorization endpoint for a login, from whichever window it came. The first answer counts; it is
 * stored before it is used, so that a new background can go on with it. Fails the login with `redirect_wrong` where it came to another
 * redirect URI: two servers that don’t name themselves are told apart by theirs (RFC 9700, section 4.4.2); with `callback_too_long` above that limit.
 */
export function finishLogin(id: string, callback: Callback, ports: Ports): Promise<void> {
  const work = async (abort: AbortSignal) => {
    const login = await ports.logins.get(id);
    if (login?.step !== 'signing_in') return;
    const fault = faultOf(login, callback);
    // What is refused is not stored either.
    const more = fault ? {} : { callback };
    const answered = await putStep(moveLogin(login, 'requesting', ports.now(), more), abort, ports);
    if (login.tabId !== undefined) {
      // A tab that can't be closed must not cost the token.
      await ports.tabWindow.close(login.tabId, login.fromTabId).catch(() => undefined);
    }
    if (fault) throw fault;
    await requestToken(answered, ports);
  };
  return loginPart('finish', id, work, ports);
}

function faultOf({ redirect_uri = '' }: Login, { url, form = [] }: Callback): Failure | undefined {
  if (!isAt(url, redirect_uri)) return new Failure('redirect_wrong');
  return url.length + form.join().length > longestAnswer ? new Failure('callback_too_long') : undefined;
}

/** Asks the token endpoint, keeps the token, ends the login. Every failure stands in the login afterwards. */
export function requestToken(login: Login, given: Ports): Promise<void> {
  const work = async (abort: AbortSignal) => {
    if (!(await given.logins.get(login.id))) return;
    const profile = await expectProfile(login.profileId, given);
    const { callback, ...spent } = login;
    // A code is good for one request (RFC 6749, section 4.1.2): a server that gets it again may end the token that it gave for it.
    if (callback) await putStep(spent, abort, given);
    if (callback) await traceCallback(login.id, callback, profile, given);
    const fresh = (id: string) => freshToken(id, given);
    await tracedLogin(login, profile, given, async (ports) => {
      const token = callback
        ? await tokenOfCallback(profile.grant_type)(profile, login as Login & Proof, callback, ports, abort)
        : await requestGrant(profile, ports, fresh, { abort });
      await endWithToken(login.id, token, profile, ports);
    });
  };
  return loginPart('request', login.id, work, given);
}

function tokenOfCallback(grant: GrantType): typeof exchangeCode {
  return grant === 'implicit' ? readImplicitAnswer : exchangeCode;
}
