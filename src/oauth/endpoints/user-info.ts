import * as oauth from 'oauth4webapi';
import type { AnswerDeviation } from '../../core/deviations.ts';
import type { Profile } from '../../core/profile.ts';
import { forKind } from '../../core/request-kind.ts';
import type { Token, User } from '../../core/token.ts';
import { clientOf } from '../client.ts';
import type { OAuthPorts } from '../connection.ts';
import { dpopHandle, withNonce } from '../dpop.ts';
import { explainAs } from '../explain-as.ts';
import { requestOptions } from '../request-options.ts';
import { serverHost, serverOf } from '../server.ts';
import { namePath, userOf } from '../token-response.ts';
import { profileAt } from '../wire/token-host.ts';
import { wireOptions } from '../wire/wire-options.ts';

type Asking = Pick<OAuthPorts, 'fetch' | 'now'> & { dpopKeys: Pick<OAuthPorts['dpopKeys'], 'get'> };

/**
 * Asks the user info endpoint whom a token speaks for (OpenID Connect Core, section 5.3). Undefined where the profile has no such
 * endpoint. An answer for another user than the ID token's is refused.
 */
export async function userInfo(profile: Profile, token: Token, ports: Asking): Promise<User | undefined> {
  const claims = await userInfoClaims(profile, token, ports);
  return claims && userOf(claims, namePath(forKind(profile.deviations?.answers, 'user info')));
}

/** All that the user info endpoint says, as JSON or as a JWT, whose signature is checked. */
export async function userInfoClaims(
  profile: Profile,
  token: Token,
  ports: Asking,
): Promise<Record<string, unknown> | undefined> {
  const at = profileAt(profile, token.origin);
  const server = serverOf(at);
  if (!server.userinfo_endpoint) return undefined;
  const client = clientOf(profile);
  try {
    const key = token.dpopKeyId === undefined ? undefined : await ports.dpopKeys.get(token.dpopKeyId);
    const options = wireOptions({ profile: at, kind: 'user info', now: ports.now }, ports.fetch);
    const { method } = forKind(at.deviations?.requests, 'user info');
    const proof = key ? { DPoP: dpopHandle(profile, key, method) } : {};
    // An id that stands elsewhere is another one than the ID token’s.
    const { fields }: AnswerDeviation = forKind(profile.deviations?.answers, 'user info');
    const expected = (fields?.sub ? undefined : token.user?.sub) ?? oauth.skipSubjectCheck;
    return await withNonce(async () => {
      const response = await oauth.userInfoRequest(server, client, token.access_token, { ...options, ...proof });
      const isSigned = /^application\/jwt\b/i.test(response.headers.get('content-type') ?? '');
      const claims = await oauth.processUserInfoResponse(server, client, expected, response);
      if (isSigned && server.jwks_uri)
        await oauth.validateApplicationLevelSignature(server, response, requestOptions(at, ports.fetch));
      return claims;
    });
  } catch (error) {
    throw await explainAs('request_refused', error, { host: serverHost(profile), secrets: [token.access_token] });
  }
}
