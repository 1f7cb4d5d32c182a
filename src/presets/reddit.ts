import type { PresetEntry } from '../core/preset.ts';

export const reddit: PresetEntry = {
  name: 'Reddit',
  endpoints: {
    authorization_endpoint: 'https://www.reddit.com/api/v1/authorize',
    token_endpoint: 'https://www.reddit.com/api/v1/access_token',
    userinfo_endpoint: 'https://oauth.reddit.com/api/v1/me',
    revocation_endpoint: 'https://www.reddit.com/api/v1/revoke_token',
  },
  grants: ['authorization_code', 'password', 'client_credentials', 'implicit'],
  authentication: ['client_secret_basic'],
  pkce: 'none',
  scopes: [
    { scope: 'identity', allows: 'Reads user name and sign-up date.', asked: true },
    { scope: 'read', allows: 'Reads posts and comments.' },
    { scope: 'history', allows: 'Reads own votes and saved things.' },
    { scope: 'mysubreddits', allows: 'Lists the own communities.' },
    { scope: 'submit', allows: 'Posts links and comments.' },
    { scope: 'edit', allows: 'Changes and deletes own posts.' },
    { scope: 'vote', allows: 'Votes.' },
    { scope: 'privatemessages', allows: 'Reads and sends messages.' },
  ],
  parameters: [
    {
      name: 'duration',
      value: 'permanent',
      stage: 'authorize',
      place: 'query',
      on: true,
      values: ['temporary', 'permanent'],
      description: '“permanent” gives a refresh token.',
    },
  ],
  deviations: { answers: { 'user info': { fields: { sub: 'id', name: 'name' } } } },
  apis: ['https://oauth.reddit.com'],
  register: { url: 'https://www.reddit.com/prefs/apps', at: 'Create an app, redirect uri.' },
  redirect: 'The exact URI, only one; http and localhost are allowed.',
  documentation: [
    { url: 'https://github.com/reddit-archive/reddit/wiki/OAuth2', read: '2026-11-22' },
    { url: 'https://www.reddit.com/api/v1/scopes.json', read: '2026-11-22' },
  ],
  unchecked: [
    'endpoints',
    'grants',
    'authentication',
    'pkce',
    'scopeSeparator',
    'scopes',
    'deviations',
    'apis',
    'redirect',
  ],
  variants: [
    { name: 'web app' },
    {
      name: 'installed app',
      grants: ['authorization_code', 'implicit'],
      authentication: ['none'],
      deviations: { emptyBasic: true, answers: { 'user info': { fields: { sub: 'id', name: 'name' } } } },
    },
  ],
};
