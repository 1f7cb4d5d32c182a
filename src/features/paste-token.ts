import { Failure } from '../core/failure.ts';
import type { Ports } from '../core/ports.ts';
import type { Profile } from '../core/profile.ts';
import { splitScope } from '../core/split-scope.ts';
import type { Token, User } from '../core/token.ts';
import type { PastedToken } from '../core/token-details.ts';
import { decodedJwt } from '../oauth/decode-jwt.ts';
import { userInfo } from '../oauth/endpoints/user-info.ts';
import { userOf } from '../oauth/token-response.ts';
import { verifyIdToken } from '../oauth/verify-id-token.ts';
import { expectProfile } from './expect.ts';
import { tokenTexts } from './token-texts.ts';
import { tracedOnce } from './traces.ts';

/**
 * Keeps a token that was got elsewhere, and learns whose it is: from its ID token, which must be the server's, else from the user info
 * endpoint. Returns its id. Fails with `profile_gone`, `pasted_token_invalid`, `id_token_wrong`.
 */
export async function pasteToken(pasted: PastedToken, ports: Ports): Promise<string> {
  const profile = withSecret(await expectProfile(pasted.profileId, ports), pasted);
  const token = readPasted(pasted, profile, ports);
  const user = await tracedOnce('user info', profile, ports, tokenTexts(token), (asking) =>
    whose(token, profile, asking),
  );
  await expectProfile(profile.id, ports);
  await ports.profiles.change(profile.id, (now) => withSecret(now, pasted));
  await ports.tokens.put({ ...token, ...(user && { user }) });
  ports.changes.tell();
  return token.id;
}

/** A secret that came along is the profile's from now on, unless it has one. Most servers take it as a Basic header. */
function withSecret(profile: Profile, { client_secret }: PastedToken): Profile {
  if (!client_secret || profile.token_endpoint_auth_method !== 'none') return profile;
  return { ...profile, client_secret, token_endpoint_auth_method: 'client_secret_basic' };
}

function readPasted(pasted: PastedToken, profile: Profile, ports: Ports): Token {
  const access_token = bare(pasted.access_token);
  const refresh_token = bare(pasted.refresh_token);
  const id_token = bare(pasted.id_token);
  if (!access_token) throw new Failure('pasted_token_invalid', { reason: 'there is no access token' });
  // RFC 6749, appendix A.12: no header could carry anything else.
  if (!/^[\x21-\x7e]+$/.test(access_token))
    throw new Failure('pasted_token_invalid', { reason: 'no header can carry its access token' });
  if (id_token && !decodedJwt(id_token))
    throw new Failure('pasted_token_invalid', { reason: 'its ID token is not a JWT' });
  const claims = decodedJwt(access_token)?.claims;
  const now = ports.now();
  const expiresAt = endOf(pasted.expires_in, claims?.exp, now);
  return {
    id: ports.randomId(),
    profileId: profile.id,
    access_token,
    token_type: 'bearer',
    ...(refresh_token && { refresh_token }),
    ...(id_token && { id_token }),
    scope: typeof claims?.scope === 'string' ? splitScope(claims.scope, ' ') : profile.scope,
    obtainedAt: now,
    ...(expiresAt !== undefined && { expiresAt }),
    rest: {},
  };
}

/** A token is often copied with what stands before it in a header. */
function bare(text: string): string {
  return text.trim().replace(/^(Authorization:\s*)?(Bearer|DPoP)\s+/i, '');
}

/** What was typed counts; without it, what a JWT says of itself (seconds). */
function endOf(typed: string, exp: unknown, now: number): number | undefined {
  const text = typed.trim();
  if (!text) return typeof exp === 'number' && exp > 0 && exp < 8.64e12 ? exp * 1000 : undefined;
  const seconds = Number(text);
  if (!(seconds > 0 && seconds < 1e10))
    throw new Failure('pasted_token_invalid', { reason: 'its expiry is not a number of seconds' });
  return now + seconds * 1000;
}

async function whose(token: Token, profile: Profile, asking: Ports): Promise<User | undefined> {
  if (token.id_token !== undefined) {
    try {
      return userOf(await verifyIdToken(profile, token.id_token, asking), profile.deviations?.idToken);
    } catch (error) {
      // An ID token that only has ended still says whose the token is; one that can't be checked says nothing.
      const { code } = error as Failure;
      if (code === 'id_token_over')
        return userOf(decodedJwt(token.id_token)?.claims ?? {}, profile.deviations?.idToken);
      if (code === 'id_token_wrong') throw error;
    }
  }
  // The token is good without a name.
  return userInfo(profile, token, asking).catch(() => undefined);
}
