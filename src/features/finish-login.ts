import { Failure } from '../core/failure.ts';
import { type Callback, type Login, moveLogin } from '../core/login.ts';
import type { Ports } from '../core/ports.ts';
import type { Profile } from '../core/profile.ts';
import type { Token } from '../core/token.ts';
import { userInfo } from '../oauth/endpoints/user-info.ts';
import { exchangeCode, type Proof } from '../oauth/grants/authorization-code.ts';
import { requestClientCredentials } from '../oauth/grants/client-credentials.ts';
import { armBindings } from './arm-bindings.ts';
import { expectProfile } from './expect.ts';
import { loginPart, putStep } from './login-part.ts';

/**
 * Takes the answer of the authorization endpoint for a login, from whichever window it came. The first answer counts; it is
 * stored before it is used, so that a new background can go on with it.
 */
export function finishLogin(id: string, callback: Callback, ports: Ports): Promise<void> {
  const work = async (abort: AbortSignal) => {
    const login = await ports.logins.get(id);
    if (login?.step !== 'signing_in') return;
    const answered = await putStep(moveLogin(login, 'requesting', ports.now(), { callback }), abort, ports);
    if (login.tabId !== undefined) {
      // A tab that can't be closed must not cost the token.
      await ports.tabWindow.close(login.tabId, login.fromTabId).catch(() => undefined);
    }
    await requestToken(answered, ports);
  };
  return loginPart('finish', id, work, ports);
}

/** Asks the token endpoint, keeps the token, ends the login. Every failure stands in the login afterwards. */
export function requestToken(login: Login, ports: Ports): Promise<void> {
  const work = async (abort: AbortSignal) => {
    if (!(await ports.logins.get(login.id))) return;
    const profile = await expectProfile(login.profileId, ports);
    const { callback, ...spent } = login;
    // A code is good for one request (RFC 6749, section 4.1.2): a server that gets it again may end the token that it gave for it.
    if (callback) await putStep(spent, abort, ports);
    const token = callback
      ? await exchangeCode(profile, login as Login & Proof, callback, ports, abort)
      : await requestClientCredentials(profile, ports, abort);
    if (!(await ports.logins.get(login.id))) return;
    await keepToken(token, profile, ports);
    await ports.logins.delete(login.id);
    ports.changes.tell();
    await armBindings(ports);
  };
  return loginPart('request', login.id, work, ports);
}

/**
 * Stores a new token before anything else happens to it. Then learns whose it is, and takes the place of an older token of the
 * same user and scope, so that what is bound to that one carries the new one.
 */
async function keepToken(token: Token, profile: Profile, ports: Ports): Promise<void> {
  await ports.tokens.put(token);
  // An ID token of the code flow often names its user by number alone (OpenID Connect Core, section 5.4).
  const isNamed = token.user !== undefined && token.user.name !== token.user.sub;
  const named = isNamed ? token : await withUser(token, profile, ports);
  const older = (await ports.tokens.list()).find((each) => each.id !== token.id && isSameHolder(each, named, profile));
  if (older) {
    await ports.tokens.put({ ...named, id: older.id });
    await ports.tokens.delete(token.id);
  } else if (named !== token) {
    await ports.tokens.put(named);
  }
}

async function withUser(token: Token, profile: Profile, ports: Ports): Promise<Token> {
  if (profile.grant_type === 'client_credentials') return token;
  try {
    const user = await userInfo(profile, token, ports);
    return user ? { ...token, user } : token;
  } catch (error) {
    // The token is good without a name; the tester still learns why it has none.
    if (error instanceof Failure) return { ...token, rest: { ...token.rest, userinfo_error: error.message } };
    throw error;
  }
}

function isSameHolder(a: Token, b: Token, profile: Profile): boolean {
  if (a.profileId !== b.profileId || [...a.scope].sort().join(' ') !== [...b.scope].sort().join(' ')) return false;
  return profile.grant_type === 'client_credentials'
    ? !a.user && !b.user
    : a.user !== undefined && a.user.sub === b.user?.sub;
}
