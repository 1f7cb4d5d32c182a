import type { ClientMetadata } from 'oidc-provider';

/** The registered clients and their secrets, by name. */
export const testClients = {
  /** Public, PKCE demanded. */
  tester: { client_id: 'tester' },
  basic: { client_id: 'tester-basic', client_secret: 'basic-secret-+%/ä' },
  post: { client_id: 'tester-post', client_secret: 'post-secret' },
  /** Client credentials only, Basic. */
  machine: { client_id: 'machine', client_secret: 'machine-secret' },
  /** Answers `response_type=token` and `id_token`. */
  implicit: { client_id: 'tester-implicit' },
} as const;

/** Clients that send a user through the browser, and so need redirect URIs. */
export const redirectingClients: readonly string[] = ['tester', 'tester-basic', 'tester-post', 'tester-implicit'];

/** Metadata wants one redirect URI at registration; the server replaces it by the true ones. */
const placeholder = ['https://placeholder.invalid/'];

const withUser = {
  grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
  response_types: ['code'],
  redirect_uris: placeholder,
} satisfies Partial<ClientMetadata>;

/** RFC 7591 metadata of {@link testClients}. */
export const clientMetadata: readonly ClientMetadata[] = [
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
    redirect_uris: [],
  },
  {
    ...testClients.implicit,
    client_name: 'Petstore, before PKCE',
    token_endpoint_auth_method: 'none',
    grant_types: ['implicit'],
    response_types: ['token', 'id_token'],
    redirect_uris: placeholder,
  },
];
