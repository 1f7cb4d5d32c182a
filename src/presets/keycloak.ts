import type { PresetEntry } from '../core/preset.ts';

export const keycloak: PresetEntry = {
  name: 'Keycloak',
  blanks: [
    {
      name: 'server',
      label: 'Keycloak’s address',
      shape: 'server',
      example: 'http://localhost:8080',
      hint: 'Before version 17 it ends in /auth.',
    },
    { name: 'realm', label: 'Realm', shape: 'segment', example: 'master' },
  ],
  issuer: '{server}/realms/{realm}',
  grants: [
    'authorization_code',
    'client_credentials',
    'password',
    'implicit',
    'urn:ietf:params:oauth:grant-type:device_code',
    'urn:ietf:params:oauth:grant-type:token-exchange',
    'urn:openid:params:grant-type:ciba',
  ],
  authentication: [
    'client_secret_basic',
    'client_secret_post',
    'none',
    'client_secret_jwt',
    'private_key_jwt',
    'tls_client_auth',
  ],
  pkce: 'S256',
  scopes: [
    { scope: 'openid', allows: 'Gives an ID token and opens userinfo.', asked: true },
    { scope: 'profile', allows: 'Shows the names of the user.' },
    { scope: 'email', allows: 'Shows the mail address.' },
    { scope: 'roles', allows: 'Puts the roles in the token.' },
    { scope: 'offline_access', allows: 'Gives a refresh token that outlives the session.' },
    { scope: 'address', allows: 'Shows the postal address.' },
    { scope: 'phone', allows: 'Shows the phone number.' },
  ],
  parameters: [
    {
      name: 'kc_idp_hint',
      value: '',
      stage: 'authorize',
      place: 'query',
      on: false,
      description: 'The alias of an identity provider: skips the sign-in page.',
    },
  ],
  apis: [],
  register: {
    url: '{server}/admin/{realm}/console/#/{realm}/clients',
    at: 'The client, Settings, Valid redirect URIs.',
  },
  redirect: 'One of the client’s list; * is possible at its end. http and localhost are allowed.',
  documentation: [{ url: 'https://www.keycloak.org/securing-apps/oidc-layers', read: '2026-11-22' }],
  unchecked: ['grants', 'authentication', 'pkce', 'scopeSeparator', 'scopes', 'parameters', 'register', 'redirect'],
};
