import type { PresetEntry } from '../core/preset.ts';

export const yahoo: PresetEntry = {
  name: 'Yahoo',
  issuer: 'https://api.login.yahoo.com',
  endpoints: {
    authorization_endpoint: 'https://api.login.yahoo.com/oauth2/request_auth',
    token_endpoint: 'https://api.login.yahoo.com/oauth2/get_token',
    userinfo_endpoint: 'https://api.login.yahoo.com/openid/v1/userinfo',
    introspection_endpoint: 'https://api.login.yahoo.com/oauth2/introspect',
    revocation_endpoint: 'https://api.login.yahoo.com/oauth2/revoke',
  },
  grants: ['authorization_code'],
  authentication: ['client_secret_basic', 'client_secret_post'],
  pkce: 'none',
  scopes: [
    { scope: 'openid', allows: 'Signs the user in with an ID token.', asked: true },
    { scope: 'profile', allows: 'Shows name and picture.', asked: true },
    { scope: 'email', allows: 'Shows the mail address.', asked: true },
    { scope: 'mail-r', allows: 'Reads mail (approved apps).' },
    { scope: 'fspt-r', allows: 'Reads fantasy leagues.' },
    { scope: 'fspt-w', allows: 'Changes fantasy leagues.' },
  ],
  parameters: [
    {
      name: 'language',
      value: 'en-us',
      stage: 'authorize',
      place: 'query',
      on: false,
      description: 'The language of the pages.',
    },
  ],
  apis: ['https://fantasysports.yahooapis.com/fantasy/v2', 'https://api.login.yahoo.com/openid/v1'],
  register: { url: 'https://developer.yahoo.com/apps/', at: 'Create App, Redirect URI(s).' },
  redirect: 'An https URI within the registered callback domain.',
  documentation: [
    { url: 'https://developer.yahoo.com/oauth2/guide/flows_authcode/', read: '2026-11-22' },
    { url: 'https://developer.yahoo.com/oauth2/guide/openid_connect/getting_started.html', read: '2026-11-22' },
    { url: 'https://api.login.yahoo.com/.well-known/openid-configuration', read: '2026-11-22' },
  ],
  unchecked: ['scopeSeparator', 'scopes', 'apis', 'redirect'],
};
