import type { PresetEntry } from '../core/preset.ts';

export const box: PresetEntry = {
  name: 'Box',
  blanks: [
    {
      name: 'account',
      label: 'Account host',
      shape: 'host',
      example: 'ent.box.com',
      hint: 'ent.box.com with Box Verified Enterprise.',
      value: 'account.box.com',
      only: ['account.box.com', 'ent.box.com'],
    },
  ],
  endpoints: {
    authorization_endpoint: 'https://{account}/api/oauth2/authorize',
    token_endpoint: 'https://api.box.com/oauth2/token',
    userinfo_endpoint: 'https://api.box.com/2.0/users/me',
    revocation_endpoint: 'https://api.box.com/oauth2/revoke',
  },
  grants: [
    'authorization_code',
    'client_credentials',
    'urn:ietf:params:oauth:grant-type:jwt-bearer',
    'urn:ietf:params:oauth:grant-type:token-exchange',
  ],
  authentication: ['client_secret_post'],
  pkce: 'none',
  scopes: [
    { scope: 'root_readonly', allows: 'Reads all files and folders.' },
    { scope: 'root_readwrite', allows: 'Reads and changes them.' },
    { scope: 'manage_webhook', allows: 'Manages webhooks.' },
    { scope: 'manage_managed_users', allows: 'Manages people of the company.' },
    { scope: 'manage_groups', allows: 'Manages groups.' },
    { scope: 'manage_enterprise_properties', allows: 'Reads reports and settings of the company.' },
  ],
  parameters: [
    {
      name: 'box_subject_type',
      value: 'enterprise',
      stage: 'token',
      place: 'body',
      on: false,
      values: ['enterprise', 'user'],
      description: 'For client credentials: whom the token speaks for.',
    },
    {
      name: 'box_subject_id',
      value: '',
      stage: 'token',
      place: 'body',
      on: false,
      description: 'The id of that enterprise or user.',
    },
  ],
  deviations: { answers: { 'user info': { fields: { sub: 'id', name: 'name' } } } },
  apis: ['https://api.box.com/2.0', 'https://upload.box.com/api/2.0'],
  register: { url: 'https://app.box.com/developers/console', at: 'The app, Configuration, OAuth 2.0 Redirect URI.' },
  redirect: 'An https URI, one of the list.',
  documentation: [
    { url: 'https://developer.box.com/reference/get-authorize/', read: '2026-11-22' },
    { url: 'https://developer.box.com/reference/post-oauth2-token', read: '2026-11-22' },
    { url: 'https://developer.box.com/guides/authentication/oauth2/without-sdk/', read: '2026-11-22' },
    { url: 'https://developer.box.com/guides/authentication/tokens/refresh/', read: '2026-11-22' },
  ],
  unchecked: ['endpoints', 'pkce', 'scopeSeparator', 'scopes', 'parameters', 'deviations', 'apis', 'register'],
};
