import * as oauth from 'oauth4webapi';
import { Failure } from '../../core/failure.ts';
import type { Profile } from '../../core/profile.ts';
import type { Token } from '../../core/token.ts';
import { clientAuth, clientOf, clientSecrets } from '../client.ts';
import { explain } from '../explain.ts';
import { requestOptions, serverHost, serverOf } from '../server.ts';
import { renewed, tokenOf } from '../token-response.ts';

/**
 * Renews a token by its refresh token (RFC 6749, section 6), with the client's authentication as at the first request. A response
 * without a refresh token keeps the old one; an ID token for another user is refused (OpenID Connect Core, 12.2). Fails with `not_renewable` when there is none, `grant_expired` when it was refused.
 */
export async function refresh(
  profile: Profile,
  token: Token,
  ports: { fetch: typeof fetch; now(): number },
): Promise<Token> {
  if (token.refresh_token === undefined) throw new Failure('not_renewable');
  const found = serverOf(profile);
  const server = found.refresh_endpoint ? { ...found, token_endpoint: found.refresh_endpoint } : found;
  const client = clientOf(profile);
  const options = requestOptions(profile, ports.fetch);
  try {
    const response = await oauth.refreshTokenGrantRequest(
      server,
      client,
      clientAuth(profile),
      token.refresh_token,
      options,
    );
    const body = await oauth.processRefreshTokenResponse(server, client, response);
    const sub = oauth.getValidatedIdTokenClaims(body)?.sub;
    if (sub !== undefined && token.user && sub !== token.user.sub)
      throw new Failure('id_token_invalid', { reason: 'it speaks for another user than before' });
    // Without `scope` in the answer the scope stays what it was, whatever the profile asks for by now.
    return renewed(token, tokenOf(body, { ...profile, scope: token.scope }, token.id, ports.now()));
  } catch (error) {
    const secrets = [...clientSecrets(profile), token.refresh_token, token.access_token];
    throw await explain(error, { host: serverHost(profile), secrets, renewing: true });
  }
}
