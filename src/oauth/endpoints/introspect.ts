import * as oauth from 'oauth4webapi';
import { Failure } from '../../core/failure.ts';
import type { Profile } from '../../core/profile.ts';
import type { Token } from '../../core/token.ts';
import { clientSecrets } from '../client.ts';
import { connect, type OAuthPorts } from '../connection.ts';
import { explainAs } from '../explain-as.ts';
import { requestOptions } from '../request-options.ts';
import { serverHost } from '../server.ts';

/** What the server says of an access token (RFC 7662), as JSON or as a signed JWT (RFC 9701). Fails with `endpoint_missing`, `request_refused`. */
export async function introspect(
  profile: Profile,
  token: Token,
  ports: Pick<OAuthPorts, 'fetch' | 'keys'>,
): Promise<Record<string, unknown>> {
  const { server, client, auth } = connect({ ...profile, parameters: [] }, ports, 'token');
  if (!server.introspection_endpoint) throw new Failure('endpoint_missing', { endpoint: 'introspection_endpoint' });
  const options = requestOptions(profile, ports.fetch);
  try {
    const response = await oauth.introspectionRequest(server, client, auth, token.access_token, {
      ...options,
      additionalParameters: { token_type_hint: 'access_token' },
    });
    const isSigned = /^application\/token-introspection\+jwt\b/i.test(response.headers.get('content-type') ?? '');
    const said = await oauth.processIntrospectionResponse(server, client, response);
    if (isSigned && server.jwks_uri) await oauth.validateApplicationLevelSignature(server, response, options);
    return said;
  } catch (error) {
    const secrets = [...clientSecrets(profile), token.access_token];
    throw await explainAs('request_refused', error, { host: serverHost(profile), secrets });
  }
}
