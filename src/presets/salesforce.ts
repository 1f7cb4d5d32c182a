import type { PresetEntry } from '../core/preset.ts';

export const salesforce: PresetEntry = {
  name: 'Salesforce',
  blanks: [
    {
      name: 'login',
      label: 'Login host',
      shape: 'host',
      example: 'acme.my.salesforce.com',
      hint: 'test.salesforce.com for a sandbox, or the My Domain host of the org.',
      value: 'login.salesforce.com',
    },
  ],
  issuer: 'https://{login}',
  endpoints: {
    authorization_endpoint: 'https://{login}/services/oauth2/authorize',
    token_endpoint: 'https://{login}/services/oauth2/token',
    userinfo_endpoint: 'https://{login}/services/oauth2/userinfo',
    introspection_endpoint: 'https://{login}/services/oauth2/introspect',
    revocation_endpoint: 'https://{login}/services/oauth2/revoke',
  },
  grants: [
    'authorization_code',
    'client_credentials',
    'urn:ietf:params:oauth:grant-type:jwt-bearer',
    'urn:ietf:params:oauth:grant-type:token-exchange',
    'password',
    'implicit',
  ],
  authentication: ['client_secret_post', 'client_secret_basic', 'private_key_jwt'],
  pkce: 'S256',
  scopes: [
    { scope: 'api', allows: 'Uses the REST and SOAP APIs as the user.', asked: true },
    { scope: 'refresh_token', allows: 'Gives a refresh token (offline_access means the same).', asked: true },
    { scope: 'openid', allows: 'Gives an ID token.' },
    { scope: 'id', allows: 'Reads the identity address of the user.' },
    { scope: 'profile', allows: 'Shows the profile through OIDC.' },
    { scope: 'web', allows: 'Uses the token to open Salesforce pages.' },
    { scope: 'chatter_api', allows: 'Uses Chatter only.' },
    { scope: 'full', allows: 'Everything the user may; no refresh token of itself.' },
  ],
  apis: [],
  register: {
    url: 'https://{login}/lightning/setup/ManageExternalClientApplication/home',
    at: 'Setup, External Client App Manager (or App Manager), OAuth settings, Callback URL.',
  },
  redirect: 'The exact https URI; http only for localhost.',
  documentation: [
    { url: 'https://login.salesforce.com/.well-known/openid-configuration', read: '2026-11-22' },
    {
      url: 'https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_endpoints.htm&type=5',
      read: '2026-11-22',
    },
    {
      url: 'https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_web_server_flow.htm&type=5',
      read: '2026-11-22',
    },
  ],
  unchecked: ['grants', 'authentication', 'register', 'redirect'],
};
