import * as oauth from 'oauth4webapi';
import { Failure } from '../../core/failure.ts';
import { hasFrontChannel } from '../../core/grant-type.ts';
import type { Profile } from '../../core/profile.ts';
import type { SigningKey } from '../../core/signing-key.ts';
import { clientSecrets } from '../client.ts';
import { explainAs } from '../explain-as.ts';
import { requestOptions } from '../request-options.ts';
import { mayBeInsecure, serverHost, serverOf } from '../server.ts';

/** A client as the server registered it (RFC 7591, section 3.2.1). */
export type Registered = { client_id: string } & Record<string, unknown>;

/** What a client says of itself when it is registered (RFC 7591, section 2), read from its profile. */
export function clientMetadata(
  profile: Profile,
  redirectUri: string,
  key: SigningKey | undefined,
): Record<string, unknown> {
  const { grant_type, response_type, scope, token_endpoint_auth_method, name } = profile;
  const browses = hasFrontChannel(grant_type);
  const response_types = grant_type === 'authorization_code' ? ['code'] : response_type ? [response_type] : [];
  return {
    client_name: name,
    token_endpoint_auth_method,
    grant_types: grantTypesOf(profile),
    response_types: browses ? response_types : [],
    redirect_uris: browses ? [redirectUri] : [],
    // A redirect URI that is no https URL of a web server is one of an installed client (OpenID Connect Registration, section 2).
    ...(browses && { application_type: isWeb(redirectUri) ? 'web' : 'native' }),
    ...(scope.length > 0 && { scope: scope.join(' ') }),
    ...(key && { jwks: { keys: [key.publicJwk] } }),
    ...(key && token_endpoint_auth_method === 'private_key_jwt' && { token_endpoint_auth_signing_alg: key.alg }),
  };
}

/** Registers a client (RFC 7591). Fails with `endpoint_missing`, `request_refused`. */
export async function register(
  profile: Profile,
  metadata: Record<string, unknown>,
  initialAccessToken: string,
  ports: { fetch: typeof fetch },
): Promise<Registered> {
  const server = serverOf(profile);
  if (!server.registration_endpoint) throw new Failure('endpoint_missing', { endpoint: 'registration_endpoint' });
  try {
    const response = await oauth.dynamicClientRegistrationRequest(server, metadata as Partial<oauth.Client>, {
      ...requestOptions(profile, tolerant(ports.fetch)),
      ...(initialAccessToken && { initialAccessToken }),
    });
    return (await oauth.processDynamicClientRegistrationResponse(response)) as Registered;
  } catch (error) {
    throw await explainAs('request_refused', error, { host: serverHost(profile), secrets: [initialAccessToken] });
  }
}

/** Reads, replaces or deletes a registration (RFC 7592, section 2). Returns what the server says of the client now. Fails with `not_registered`, `request_refused`. */
export async function manageRegistration(
  profile: Profile,
  method: 'GET' | 'PUT' | 'DELETE',
  metadata: Record<string, unknown> | undefined,
  ports: { fetch: typeof fetch },
): Promise<Registered | undefined> {
  const { registration } = profile;
  if (!registration) throw new Failure('not_registered');
  const { registration_client_uri, registration_access_token } = registration;
  const url = new URL(registration_client_uri);
  if (url.protocol === 'http:' && !mayBeInsecure(profile))
    throw new Failure('insecure_endpoint', { url: url.origin + url.pathname });
  const secrets = [...clientSecrets(profile), registration_access_token];
  const host = serverHost(profile);
  try {
    const headers = new Headers({ accept: 'application/json' });
    const body = metadata && JSON.stringify(metadata);
    if (body) headers.set('content-type', 'application/json');
    const options = requestOptions(profile, ports.fetch);
    const response = await oauth.protectedResourceRequest(
      registration_access_token,
      method,
      url,
      headers,
      body ?? null,
      options,
    );
    if (method === 'DELETE' && response.ok) return undefined;
    return (await oauth.processDynamicClientRegistrationResponse(as201(response))) as Registered;
  } catch (error) {
    throw await explainAs('request_refused', error, { host, secrets });
  }
}

/** Reading and replacing are answered with 200 (RFC 7592, section 3), and the answer is the one of a registration. */
function as201(response: Response): Response {
  return response.status === 200 ? new Response(response.body, { status: 201, headers: response.headers }) : response;
}

/** Some servers say 200 where RFC 7591 says 201. */
function tolerant(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (...request) => as201(await fetch(...request));
}

function grantTypesOf({ grant_type, extensionGrant }: Profile): string[] {
  switch (grant_type) {
    case 'authorization_code':
    case 'urn:ietf:params:oauth:grant-type:device_code':
    case 'urn:openid:params:grant-type:ciba':
    case 'password':
      return [grant_type, 'refresh_token'];
    case 'hybrid':
      return ['authorization_code', 'implicit', 'refresh_token'];
    case 'implicit':
      return ['implicit'];
    case 'extension':
      return extensionGrant ? [extensionGrant] : [];
    default:
      return [grant_type];
  }
}

function isWeb(uri: string): boolean {
  const url = URL.parse(uri);
  return url?.protocol === 'https:' && url.hostname !== 'localhost';
}
