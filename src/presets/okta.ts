import type { PresetEntry } from '../core/preset.ts';

export const okta: PresetEntry = {
  name: 'Okta',
  blanks: [
    { name: 'domain', label: 'Okta domain', shape: 'host', example: 'dev-123456.okta.com' },
    {
      name: 'server',
      label: 'Authorization server',
      shape: 'segment',
      example: 'default',
      hint: 'The id of a custom authorization server; “default” is there in most orgs.',
      value: 'default',
    },
  ],
  issuer: 'https://{domain}/oauth2/{server}',
  grants: [
    'authorization_code',
    'client_credentials',
    'urn:ietf:params:oauth:grant-type:device_code',
    'password',
    'implicit',
    'urn:ietf:params:oauth:grant-type:token-exchange',
  ],
  authentication: ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt', 'none'],
  pkce: 'S256',
  scopes: [
    { scope: 'openid', allows: 'Signs the user in; asked for with every OIDC request.', asked: true },
    { scope: 'profile', allows: 'Shows name and locale.', asked: true },
    { scope: 'email', allows: 'Shows the mail address.', asked: true },
    { scope: 'groups', allows: 'Shows the groups of the user, if the server has that claim.' },
    { scope: 'offline_access', allows: 'Gives a refresh token.' },
    { scope: 'okta.users.read', allows: 'Reads users through the Okta API (org server only).' },
  ],
  apis: ['https://{domain}/api/v1'],
  register: {
    url: 'https://{domain}/admin/apps/active',
    at: 'Admin console, Applications, the app, Sign-in redirect URIs.',
  },
  redirect: 'The exact URI; http and localhost are allowed. A wildcard subdomain can be switched on.',
  documentation: [
    { url: 'https://developer.okta.com/docs/api/openapi/okta-oauth/guides/client-auth', read: '2026-11-22' },
    { url: 'https://developer.okta.com/docs/api/openapi/okta-oauth/guides/overview/', read: '2026-11-22' },
    { url: 'https://developer.okta.com/docs/api/openapi/okta-oauth/oauth/tag/CustomAS', read: '2026-11-22' },
  ],
  unchecked: ['grants', 'pkce', 'scopeSeparator', 'scopes', 'apis', 'register', 'redirect'],
};
