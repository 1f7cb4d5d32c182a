import type { TokenEndpointResponse } from 'oauth4webapi';
import { Failure } from '../core/failure.ts';
import type { Profile } from '../core/profile.ts';
import { splitScope } from '../core/split-scope.ts';
import type { Token, User } from '../core/token.ts';
import { serverHost } from './server.ts';

/** The latest time that there is (ms since epoch): a number beyond it would not survive being stored. */
const latest = 8.64e15;

const known = ['access_token', 'token_type', 'refresh_token', 'id_token', 'scope', 'expires_in'];

/**
 * The token in a checked token response (RFC 6749, section 5.1). `now` in milliseconds since epoch.
 * Fails with `answer_not_conform` for a token that no header can carry. Without `scope` in the response the requested scope was granted; an absent `expires_in` gives no `expiresAt`.
 */
export function tokenOf(response: TokenEndpointResponse, profile: Profile, id: string, now: number): Token {
  const { access_token, token_type, refresh_token, id_token, scope, expires_in } = response;
  // RFC 6749, appendix A.12. A header can carry nothing else, and one bad header rule makes a browser refuse them all.
  if (!/^[\x20-\x7e]+$/.test(access_token)) {
    throw new Failure('answer_not_conform', {
      host: serverHost(profile),
      reason: 'no header can carry its access token',
    });
  }
  return {
    id,
    profileId: profile.id,
    access_token,
    token_type,
    ...(refresh_token !== undefined && { refresh_token }),
    ...(id_token !== undefined && { id_token }),
    scope: scope === undefined ? profile.scope : splitScope(scope, ' '),
    obtainedAt: now,
    ...(expires_in !== undefined && { expiresAt: Math.min(now + expires_in * 1000, latest) }),
    rest: Object.fromEntries(Object.entries(response).filter(([name]) => !known.includes(name))),
  };
}

/** Whom claims speak of (OpenID Connect Core, section 5.1): the name that the user would type comes first. */
export function userOf(claims: Record<string, unknown>): User | undefined {
  const text = (name: string) => (typeof claims[name] === 'string' && claims[name] ? claims[name] : undefined);
  const sub = text('sub');
  if (!sub) return undefined;
  return { sub, name: text('preferred_username') ?? text('email') ?? text('name') ?? text('nickname') ?? sub };
}

/**
 * The renewed token: what the response leaves out stays. Most servers send no new refresh token (RFC 6749, section 6).
 */
export function renewed(before: Token, fresh: Token): Token {
  const { refresh_token, id_token, dpopKeyId, user } = before;
  return {
    ...(refresh_token !== undefined && { refresh_token }),
    ...(id_token !== undefined && { id_token }),
    ...(dpopKeyId !== undefined && { dpopKeyId }),
    ...fresh,
    // A renewed ID token often names its user by number alone.
    ...(user && { user }),
    scope: fresh.scope.length > 0 ? fresh.scope : before.scope,
    id: before.id,
  };
}
