import { Failure, failureRecord } from '../core/failure.ts';
import { isRepeatable } from '../core/grant-type.ts';
import type { Login } from '../core/login.ts';
import type { Ports } from '../core/ports.ts';
import type { Profile } from '../core/profile.ts';
import type { Token } from '../core/token.ts';
import { userInfo } from '../oauth/endpoints/user-info.ts';
import { changeAndArm } from './arm-bindings.ts';
import { keepFurther } from './keep-further.ts';
import { insteadOfRenewal } from './renew-token.ts';

/**
 * Keeps the token of a login, ends the login. It is stored under the login's own id before anything else happens to it: a background that
 * finds one there goes on with that (`resumeLogins`). Nothing happens when the login was cancelled meanwhile.
 */
export async function endWithToken(loginId: string, token: Token, profile: Profile, ports: Ports): Promise<void> {
  const login = await ports.logins.get(loginId);
  if (!login) return;
  const kept = { ...token, id: loginId };
  await ports.tokens.put(kept);
  await changeAndArm(async () => {
    await placeToken(kept, profile, login, ports);
    await ports.logins.delete(loginId);
    ports.changes.tell();
  }, ports);
}

/**
 * Learns whose a token is, and gives it the place of an older token of the same user and scope, or of the one that was not enough for an
 * API, so that what is bound to that one carries the new one.
 */
async function placeToken(token: Token, profile: Profile, { insteadOf }: Login, ports: Ports): Promise<void> {
  // An ID token of the code flow often names its user by number alone (OpenID Connect Core, section 5.4).
  const isNamed =
    token.user !== undefined &&
    token.user.name !== token.user.sub &&
    !profile.deviations?.answers?.['user info']?.fields?.sub;
  const learned = isNamed ? undefined : await learnUser(token, profile, ports);
  await insteadOfRenewal(token.id, async () => {
    const all = await ports.tokens.list();
    // It may have been renewed while its user was asked for: an old refresh token may be of no use any more. Forgotten, it stays so.
    const current = all.find(({ id }) => id === token.id);
    if (!current) return token;
    const named = learned ? { ...current, ...learned, rest: { ...current.rest, ...learned.rest } } : current;
    const others = all.filter((each) => each.id !== token.id && isSameHolder(each, named, profile));
    const older = others.find(({ id }) => id === insteadOf) ?? others.find((each) => isSameScope(each, named));
    const final = { ...named, id: older?.id ?? token.id };
    if (older || learned) await ports.tokens.put(final);
    await keepFurther(final, profile, ports);
    // Last: as long as it is there, another background does all of this again.
    if (older) await ports.tokens.delete(token.id);
    return final;
  });
}

async function learnUser(
  token: Token,
  profile: Profile,
  ports: Ports,
): Promise<Partial<Pick<Token, 'user' | 'rest'>> | undefined> {
  // What was got without a user may have none: the server is asked only where the scope says so.
  if (isRepeatable(profile.grant_type) && !token.scope.includes('openid')) return undefined;
  if (profile.grant_type === 'client_credentials') return undefined;
  try {
    const user = await userInfo(profile, token, ports);
    return user && { user };
  } catch (error) {
    // The token is good without a name; the tester still learns why it has none.
    if (error instanceof Failure) return { rest: { userinfo_error: failureRecord(error) } };
    throw error;
  }
}

/** The same request of the same profile gives tokens of the same holder, also where no answer names one. */
function isSameHolder(a: Token, b: Token, profile: Profile): boolean {
  if (a.besideId !== undefined || a.profileId !== b.profileId) return false;
  if (!a.user && !b.user) return isRepeatable(profile.grant_type);
  return a.user !== undefined && a.user.sub === b.user?.sub;
}

function isSameScope(a: Token, b: Token): boolean {
  return [...a.scope].sort().join(' ') === [...b.scope].sort().join(' ');
}
