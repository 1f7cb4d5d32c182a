import * as oauth from 'oauth4webapi';
import { Failure } from '../../core/failure.ts';
import type { Profile } from '../../core/profile.ts';
import type { Token } from '../../core/token.ts';
import { clientAuth, clientOf } from '../client.ts';
import { explain } from '../explain.ts';
import { requestOptions, serverHost, serverOf } from '../server.ts';
import { renewed, tokenOf } from '../token-response.ts';

/**
 * Renews a token by its refresh token (RFC 6749, section 6), with the client's authentication as at the first request. A response
 * without a refresh token keeps the old one. Fails with `not_renewable` when there is none, `grant_expired` when it was refused.
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
    return renewed(token, tokenOf(body, profile, token.id, ports.now()));
  } catch (error) {
    const secrets = [profile.client_secret, token.refresh_token, token.access_token];
    throw await explain(error, { host: serverHost(profile), secrets, renewing: true });
  }
}
