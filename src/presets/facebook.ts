import type { PresetEntry } from '../core/preset.ts';

export const facebook: PresetEntry = {
  name: 'Facebook',
  blanks: [
    {
      name: 'version',
      label: 'Graph API version',
      shape: 'segment',
      example: 'v21.0',
      hint: 'The newest that your app may use; the app’s dashboard shows it.',
    },
  ],
  endpoints: {
    authorization_endpoint: 'https://www.facebook.com/{version}/dialog/oauth',
    token_endpoint: 'https://graph.facebook.com/{version}/oauth/access_token',
    userinfo_endpoint: 'https://graph.facebook.com/me?fields=id,name,email',
  },
  grants: ['authorization_code', 'implicit'],
  authentication: ['client_secret_post'],
  pkce: 'S256',
  scopeSeparator: ',',
  scopes: [
    { scope: 'public_profile', allows: 'Shows name and picture.', asked: true },
    { scope: 'email', allows: 'Shows the mail address.' },
    { scope: 'pages_show_list', allows: 'Lists the pages the person manages.' },
    { scope: 'pages_read_engagement', allows: 'Reads posts and numbers of those pages.' },
    { scope: 'pages_manage_posts', allows: 'Posts on those pages.' },
    { scope: 'user_posts', allows: 'Reads the person’s own posts.' },
    { scope: 'business_management', allows: 'Manages business accounts.' },
  ],
  parameters: [
    {
      name: 'auth_type',
      value: 'rerequest',
      stage: 'authorize',
      place: 'query',
      on: false,
      description: 'Asks again for permissions that were refused.',
    },
  ],
  deviations: {
    requests: {
      token: { method: 'GET' },
      // To renew is to exchange the token itself, the short-lived one for one of about 60 days.
      refresh: {
        method: 'GET',
        parameters: { grant_type: { value: 'fb_exchange_token' }, refresh_token: { name: 'fb_exchange_token' } },
      },
    },
    answers: {
      token: { fields: { refresh_token: 'access_token' } },
      refresh: { fields: { refresh_token: 'access_token' } },
      'user info': { fields: { sub: 'id', name: 'name' } },
    },
  },
  apis: ['https://graph.facebook.com/{version}'],
  register: {
    url: 'https://developers.facebook.com/apps/',
    at: 'The app, Facebook Login, Settings, Valid OAuth Redirect URIs.',
  },
  redirect: 'The exact https URI (strict mode); http://localhost works while the app is in development.',
  documentation: [
    { url: 'https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow', read: '2026-11-22' },
    { url: 'https://developers.facebook.com/docs/facebook-login/guides/advanced/oidc-token', read: '2026-11-22' },
    {
      url: 'https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived',
      read: '2026-11-22',
    },
    { url: 'https://www.facebook.com/.well-known/openid-configuration/', read: '2026-11-22' },
  ],
  unchecked: [
    'userinfo_endpoint',
    'grants',
    'authentication',
    'scopeSeparator',
    'scopes',
    'parameters',
    'deviations',
    'apis',
    'redirect',
  ],
  variants: [
    { name: 'user token' },
    {
      name: 'app token',
      grants: ['client_credentials'],
      pkce: 'none',
      scopes: [],
      parameters: [],
      deviations: { requests: { token: { method: 'GET' } } },
      unchecked: ['userinfo_endpoint', 'grants', 'authentication', 'apis', 'redirect'],
    },
  ],
};
