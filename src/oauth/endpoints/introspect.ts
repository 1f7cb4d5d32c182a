import * as oauth from 'oauth4webapi';
import { Failure } from '../../core/failure.ts';
import type { Profile } from '../../core/profile.ts';
import type { Token } from '../../core/token.ts';
import { clientAuth, clientOf, clientSecrets, type Keys } from '../client.ts';
import type { OAuthPorts } from '../connection.ts';
import { explainAs } from '../explain-as.ts';
import { serverHost, serverOf } from '../server.ts';
import { profileAt } from '../wire/token-host.ts';
import { wireOptions } from '../wire/wire-options.ts';

/** What the server says of an access token (RFC 7662), as JSON or as a signed JWT (RFC 9701). Fails with `endpoint_missing`, `request_refused`. */
export async function introspect(
  profile: Profile,
  token: Token,
  ports: Pick<OAuthPorts, 'fetch' | 'keys' | 'now'>,
): Promise<Record<string, unknown>> {
  const at = profileAt(profile, token.origin);
  const server = serverOf(at);
  if (!server.introspection_endpoint) throw new Failure('endpoint_missing', { endpoint: 'introspection_endpoint' });
  const { client, auth } = asking(at, token, ports);
  const secrets = [...clientSecrets(profile), token.access_token];
  const options = wireOptions({ profile: at, kind: 'introspection', now: ports.now }, ports.fetch);
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
    throw await explainAs('request_refused', error, { host: serverHost(profile), secrets });
  }
}

/** Who asks: the client, or as the profile says another one, or nobody but the token itself (RFC 7662, section 2.1, allows any). */
function asking(profile: Profile, token: Token, ports: Keys): { client: oauth.Client; auth: oauth.ClientAuth } {
  const { deviations: { introspectAs } = {}, introspection_secret = '' } = profile;
  const client = clientOf(profile);
  if (!introspectAs) return { client, auth: clientAuth(profile, ports) };
  if (introspectAs === 'token') {
    const auth: oauth.ClientAuth = (_server, _client, _body, headers) =>
      headers.set('authorization', `Bearer ${token.access_token}`);
    return { client, auth };
  }
  const { client_id } = introspectAs;
  const other = { ...profile, client_id, client_secret: introspection_secret };
  const method = introspection_secret ? 'client_secret_basic' : 'none';
  return { client: { client_id }, auth: clientAuth({ ...other, token_endpoint_auth_method: method }, ports) };
}
