import type { ClientMetadata } from 'oidc-provider';
import { clientKey } from '../client-key.ts';
import type { MemoryStore } from './memory-store.ts';

/** The registered clients and their secrets, by name. */
export const testClients = {
  /** Public, PKCE demanded. */
  tester: { client_id: 'tester' },
  basic: { client_id: 'tester-basic', client_secret: 'basic-secret+%/:~' },
  post: { client_id: 'tester-post', client_secret: 'post-secret' },
  /** Client credentials only, Basic. */
  machine: { client_id: 'machine', client_secret: 'machine-secret' },
  secretJwt: { client_id: 'tester-secret-jwt', client_secret: 'a-secret-that-is-long-enough-for-HS256' },
  /** Signs with the key of test/support/client-key.ts. */
  privateKeyJwt: { client_id: 'tester-private-key-jwt' },
  /** Answers `response_type=id_token token` and `id_token`. */
  implicit: { client_id: 'tester-implicit' },
  /** Answers the three response types of the hybrid flow; public. */
  hybrid: { client_id: 'tester-hybrid' },
  /** Takes pushed, signed requests and proofs of possession only. */
  hardened: { client_id: 'tester-hardened' },
} as const;

const withUser = {
  grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
  response_types: ['code'],
} satisfies Partial<ClientMetadata>;

const clients: readonly ClientMetadata[] = [
  { ...testClients.tester, ...withUser, client_name: 'Petstore tester', token_endpoint_auth_method: 'none' },
  {
    ...testClients.basic,
    ...withUser,
    client_name: 'Petstore back office',
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: [...withUser.grant_types, 'client_credentials'],
  },
  {
    ...testClients.post,
    ...withUser,
    client_name: 'Petstore kiosk',
    token_endpoint_auth_method: 'client_secret_post',
    grant_types: [...withUser.grant_types, 'client_credentials'],
  },
  {
    ...testClients.machine,
    client_name: 'Petstore billing job',
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: ['client_credentials'],
    response_types: [],
  },
  {
    ...testClients.secretJwt,
    ...withUser,
    client_name: 'Petstore warehouse',
    token_endpoint_auth_method: 'client_secret_jwt',
    grant_types: [...withUser.grant_types, 'client_credentials'],
  },
  {
    ...testClients.privateKeyJwt,
    ...withUser,
    client_name: 'Petstore bank',
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES256',
    grant_types: [...withUser.grant_types, 'client_credentials'],
  },
  {
    ...testClients.hardened,
    ...withUser,
    client_name: 'Petstore safe',
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES256',
    require_pushed_authorization_requests: true,
    require_signed_request_object: true,
    dpop_bound_access_tokens: true,
  },
  {
    ...testClients.hybrid,
    client_name: 'Petstore, both ways',
    token_endpoint_auth_method: 'none',
    grant_types: ['implicit', 'authorization_code', 'refresh_token'],
    response_types: ['code id_token', 'code token', 'code id_token token'],
    application_type: 'native',
  },
  {
    ...testClients.implicit,
    client_name: 'Petstore, before PKCE',
    token_endpoint_auth_method: 'none',
    grant_types: ['implicit'],
    response_types: ['id_token token', 'id_token'],
    // A web client may not send tokens to http://localhost.
    application_type: 'native',
  },
];

/**
 * Registers {@link testClients}; those that send a user through the browser share one list of redirect URIs, which can
 * grow, because an extension's redirect URL is known only after the browser has started.
 */
export async function registerClients(store: MemoryStore, redirectUris: readonly string[]) {
  const uris = new Set(redirectUris);
  const register = async () => {
    // Metadata without any redirect URI would be refused before one is known.
    const redirect_uris = uris.size > 0 ? [...uris] : ['https://none-yet.invalid/'];
    for (const client of clients) {
      const usesBrowser = client.response_types?.length !== 0;
      await store.adapter('Client').upsert(client.client_id, {
        ...client,
        jwks: { keys: [clientKey.publicJwk] },
        redirect_uris: usesBrowser ? redirect_uris : [],
      });
    }
  };
  await register();
  return {
    async addRedirectUri(uri: string) {
      uris.add(uri);
      await register();
    },
  };
}
