import * as oauth from 'oauth4webapi';
import { Failure } from '../../core/failure.ts';
import type { Profile } from '../../core/profile.ts';
import type { Token } from '../../core/token.ts';
import type { OAuthPorts } from '../connection.ts';
import { decodedJwt } from '../decode-jwt.ts';
import { serverOf } from '../server.ts';
import { requestToken } from '../token-request.ts';
import { renewed } from '../token-response.ts';
import { profileAt } from '../wire/token-host.ts';

/**
 * Renews a token by its refresh token (RFC 6749, section 6), with the client's authentication, the tester's parameters and the key of the
 * token as at the first request. A response without a refresh token keeps the old one; an ID token for another user is refused
 * (OpenID Connect Core, 12.2). Fails with `not_renewable` when there is none, `grant_expired` when it was refused.
 */
export async function refresh(profile: Profile, token: Token, ports: OAuthPorts): Promise<Token> {
  const { refresh_token, access_token, dpopKeyId, origin } = token;
  if (refresh_token === undefined) throw new Failure('not_renewable');
  // Without `scope` in the answer the scope stays what it was, whatever the profile asks for by now.
  const before = { ...profileAt(profile, origin), scope: token.scope };
  const { refresh_endpoint } = serverOf(before);
  const secrets = [refresh_token, access_token];
  // What the server granted may leave `openid` out, though an ID token came.
  const expectsIdToken = token.id_token !== undefined || [...profile.scope, ...token.scope].includes('openid');
  const known = { access_token };
  const request = { profile: before, ports, stage: 'refresh' as const, secrets, dpopKeyId, known, expectsIdToken };
  const fresh = await requestToken(request, async ({ server: found, client, auth, options }) => {
    const server = refresh_endpoint ? { ...found, token_endpoint: refresh_endpoint } : found;
    const response = await oauth.refreshTokenGrantRequest(server, client, auth, refresh_token, options);
    const body = await oauth.processRefreshTokenResponse(server, client, response);
    const sub = oauth.getValidatedIdTokenClaims(body)?.sub;
    const known = userBefore(token, profile);
    if (sub !== undefined && known !== undefined && sub !== known)
      throw new Failure('id_token_invalid', { reason: 'it speaks for another user than before' });
    return { response, body };
  });
  return renewed(token, fresh);
}

/** Whom the ID token of before speaks for. Another id of the user, where the tester says that it stands elsewhere, is none of an ID token. */
function userBefore({ id_token, user }: Token, { deviations: { idToken, answers } = {} }: Profile): string | undefined {
  if (id_token !== undefined) return decodedJwt(id_token)?.claims.sub as string | undefined;
  const isElsewhere = idToken?.sub ?? answers?.token?.fields?.sub ?? answers?.['user info']?.fields?.sub;
  return isElsewhere === undefined ? user?.sub : undefined;
}
