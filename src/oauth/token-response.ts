import type { TokenEndpointResponse } from 'oauth4webapi';
import type { AnswerDeviation, Deviations } from '../core/deviations.ts';
import { Failure } from '../core/failure.ts';
import type { Profile } from '../core/profile.ts';
import { forKind } from '../core/request-kind.ts';
import { splitScope } from '../core/split-scope.ts';
import type { FurtherToken as FurtherTokenOf, Token, User } from '../core/token.ts';
import { serverHost } from './server.ts';
import { fieldAt, isRecord, textOfField } from './wire/field-at.ts';
import type { FurtherToken, Normalised } from './wire/normalise-response.ts';

/** The latest time that there is (ms since epoch): a number beyond it would not survive being stored. */
const latest = 8.64e15;

const known = ['access_token', 'token_type', 'refresh_token', 'id_token', 'scope', 'expires_in'];

/**
 * The token in a checked token response (RFC 6749, section 5.1). `now` in milliseconds since epoch.
 * Fails with `answer_not_conform` for a token that no header can carry. Without `scope` in the response the requested scope was granted; an absent `expires_in` gives no `expiresAt`.
 * `heard` is what the answer said before it was made conformant.
 */
export function tokenOf(
  response: TokenEndpointResponse,
  profile: Profile,
  id: string,
  now: number,
  heard?: Normalised,
): Token {
  const { access_token, token_type, refresh_token, id_token, scope, expires_in } = response;
  if (!isSendable(access_token)) {
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
    ...(expires_in !== undefined && { expiresAt: endOf(expires_in, now) }),
    ...(heard && moreOf(heard, profile, response, now)),
    rest: restOf(response, heard?.original),
  };
}

/** RFC 6749, appendix A.12. A header can carry nothing else, and one bad header rule makes a browser refuse them all. */
function isSendable(access_token: string): boolean {
  return /^[\x20-\x7e]+$/.test(access_token);
}

function endOf(seconds: number, now: number): number {
  return Math.min(now + seconds * 1000, latest);
}

/** Every field of the answer as it came, but for those that are kept in their own place as they came. */
function restOf(response: TokenEndpointResponse, original: unknown = response): Token['rest'] {
  const came = isRecord(original) && !Array.isArray(original) ? original : { answer: original };
  return Object.fromEntries(
    Object.entries(came).filter(([name, value]) => !known.includes(name) || !isSame(value, response[name])),
  );
}

/** `token_type` is compared in small letters, a number may have been a text. */
function isSame(came: unknown, kept: unknown): boolean {
  return textOfField(came).toLowerCase() === textOfField(kept).toLowerCase();
}

/** What the RFCs know nothing of: the end of the refresh token, the user in the answer itself, further tokens. */
function moreOf(heard: Normalised, profile: Profile, response: TokenEndpointResponse, now: number): Partial<Token> {
  const { refreshLife } = heard;
  const tokens = heard.tokens.filter(({ fields }) => isSendable(String(fields.access_token)));
  const deviation: AnswerDeviation = forKind(profile.deviations?.answers, 'token');
  const user = deviation.fields?.sub && userOf(response, namePath(deviation));
  return {
    ...(refreshLife !== undefined && { refreshExpiresAt: endOf(refreshLife, now) }),
    ...(user && { user }),
    ...(tokens.length > 0 && { further: tokens.map((each) => furtherOf(each, now)) }),
  };
}

function furtherOf({ name, fields }: FurtherToken, now: number): FurtherTokenOf {
  const { access_token, token_type, refresh_token, scope, expires_in } = fields;
  return {
    name,
    access_token: String(access_token),
    token_type: textOfField(token_type).toLowerCase(),
    ...(typeof refresh_token === 'string' && { refresh_token }),
    scope: typeof scope === 'string' ? splitScope(scope, ' ') : [],
    ...(typeof expires_in === 'number' && { expiresAt: endOf(expires_in, now) }),
  };
}

/**
 * Whom claims speak of (OpenID Connect Core, section 5.1): the name that the user would type comes first. The tester may say by paths where
 * id and name stand.
 */
export function userOf(
  claims: Record<string, unknown>,
  paths: NonNullable<Deviations['idToken']> = {},
): User | undefined {
  const text = (name: string) => (typeof claims[name] === 'string' && claims[name] ? claims[name] : undefined);
  // What is not a claim of the specification may be a number.
  const own = (path: string | undefined) => {
    const value = path && fieldAt(claims, path);
    return typeof value === 'number' || typeof value === 'string' ? String(value) || undefined : undefined;
  };
  const sub = own(paths.sub) ?? text('sub');
  if (!sub) return undefined;
  const name = own(paths.name) ?? text('preferred_username') ?? text('email') ?? text('name') ?? text('nickname');
  return { sub, name: name ?? sub };
}

/** Where the name stands in the claims of an answer: once the tester said where, it was put there, and is not looked for elsewhere. */
export function namePath({ fields }: AnswerDeviation): { name?: string } {
  return fields?.name ? { name: 'name' } : {};
}

/**
 * The renewed token: what the response leaves out stays. Most servers send no new refresh token (RFC 6749, section 6).
 */
export function renewed(before: Token, fresh: Token): Token {
  const { refresh_token, id_token, dpopKeyId, user, origin, refreshExpiresAt, name, besideId } = before;
  return {
    ...(besideId !== undefined && { name, besideId }),
    ...(refresh_token !== undefined && { refresh_token }),
    ...(id_token !== undefined && { id_token }),
    ...(dpopKeyId !== undefined && { dpopKeyId }),
    ...(origin !== undefined && { origin }),
    // The end of a refresh token says nothing about the next one.
    ...(fresh.refresh_token === undefined && refreshExpiresAt !== undefined && { refreshExpiresAt }),
    ...fresh,
    // A renewed ID token often names its user by number alone.
    ...(user && { user }),
    scope: fresh.scope.length > 0 ? fresh.scope : before.scope,
    id: before.id,
  };
}
