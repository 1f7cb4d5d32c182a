import type { PresetEntry } from '../core/preset.ts';

export const discord: PresetEntry = {
  name: 'Discord',
  endpoints: {
    authorization_endpoint: 'https://discord.com/api/oauth2/authorize',
    token_endpoint: 'https://discord.com/api/oauth2/token',
    userinfo_endpoint: 'https://discord.com/api/users/@me',
    revocation_endpoint: 'https://discord.com/api/oauth2/token/revoke',
  },
  grants: ['authorization_code', 'client_credentials', 'implicit'],
  authentication: ['client_secret_post', 'client_secret_basic', 'none'],
  pkce: 'S256',
  scopes: [
    { scope: 'identify', allows: 'Reads the user without mail address.', asked: true },
    { scope: 'email', allows: 'Adds the mail address.' },
    { scope: 'guilds', allows: 'Lists the servers of the user.' },
    { scope: 'guilds.members.read', allows: 'Reads the user’s membership in a server.' },
    { scope: 'connections', allows: 'Lists linked accounts elsewhere.' },
    { scope: 'bot', allows: 'Adds the app’s bot to a server.' },
    { scope: 'webhook.incoming', allows: 'Makes a webhook and puts it into the token answer.' },
    { scope: 'applications.commands', allows: 'Adds commands to a server.' },
  ],
  parameters: [
    {
      name: 'prompt',
      value: 'none',
      stage: 'authorize',
      place: 'query',
      on: false,
      values: ['none', 'consent'],
      description: '“none” skips the screen for people who agreed before.',
    },
    {
      name: 'permissions',
      value: '',
      stage: 'authorize',
      place: 'query',
      on: false,
      description: 'What the bot may do, as a number; for the scope bot.',
    },
  ],
  deviations: { answers: { 'user info': { fields: { sub: 'id', name: 'username' } } } },
  apis: ['https://discord.com/api/v10'],
  register: { url: 'https://discord.com/developers/applications', at: 'The application, OAuth2, Redirects.' },
  redirect: 'The exact URI, one of the list; http and localhost are allowed.',
  documentation: [
    { url: 'https://discord.com/.well-known/oauth-authorization-server', read: '2026-11-22' },
    { url: 'https://discord.com/developers/docs/topics/oauth2', read: '2026-11-22' },
    { url: 'https://discord.com/.well-known/openid-configuration', read: '2026-11-22' },
  ],
  unchecked: ['parameters', 'deviations', 'apis', 'register', 'redirect'],
};
