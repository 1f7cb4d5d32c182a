import * as oauth from 'oauth4webapi';
import type { Profile } from '../../core/profile.ts';
import type { Token, User } from '../../core/token.ts';
import { clientOf } from '../client.ts';
import { explain } from '../explain.ts';
import { requestOptions, serverHost, serverOf } from '../server.ts';
import { userOf } from '../token-response.ts';

/**
 * Asks the user info endpoint whom a token speaks for (OpenID Connect Core, section 5.3). Undefined where the profile has no such
 * endpoint. An answer for another user than the ID token's is refused.
 */
export async function userInfo(
  profile: Profile,
  token: Token,
  ports: { fetch: typeof fetch },
): Promise<User | undefined> {
  const server = serverOf(profile);
  if (!server.userinfo_endpoint) return undefined;
  const client = clientOf(profile);
  try {
    const response = await oauth.userInfoRequest(
      server,
      client,
      token.access_token,
      requestOptions(profile, ports.fetch),
    );
    const expected = token.user?.sub ?? oauth.skipSubjectCheck;
    return userOf(await oauth.processUserInfoResponse(server, client, expected, response));
  } catch (error) {
    throw await explain(error, { host: serverHost(profile), secrets: [token.access_token] });
  }
}
