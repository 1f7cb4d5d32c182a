import type { PresetEntry } from '../core/preset.ts';

export const slack: PresetEntry = {
  name: 'Slack',
  endpoints: {
    authorization_endpoint: 'https://slack.com/oauth/v2/authorize',
    token_endpoint: 'https://slack.com/api/oauth.v2.access',
    userinfo_endpoint: 'https://slack.com/api/auth.test',
  },
  grants: ['authorization_code'],
  authentication: ['client_secret_post', 'client_secret_basic'],
  pkce: 'none',
  scopeSeparator: ',',
  scopes: [
    { scope: 'channels:read', allows: 'Lists public channels.' },
    { scope: 'channels:history', allows: 'Reads messages of public channels the app is in.' },
    { scope: 'chat:write', allows: 'Posts messages as the app.' },
    { scope: 'users:read', allows: 'Lists the people of the workspace.', asked: true },
    { scope: 'users:read.email', allows: 'Shows their mail addresses.' },
    { scope: 'files:read', allows: 'Reads files shared where the app is.' },
    { scope: 'team:read', allows: 'Reads name and domain of the workspace.' },
  ],
  parameters: [
    {
      name: 'user_scope',
      value: '',
      stage: 'authorize',
      place: 'query',
      on: false,
      description: 'Scopes of the user’s own token, by comma, beside the bot’s.',
    },
    {
      name: 'team',
      value: '',
      stage: 'authorize',
      place: 'query',
      on: false,
      description: 'The id of the workspace to sign in to.',
    },
  ],
  apis: ['https://slack.com/api'],
  register: { url: 'https://api.slack.com/apps', at: 'The app, OAuth & Permissions, Redirect URLs.' },
  redirect: 'An https URI that is registered, or a path below one; localhost only for apps with PKCE switched on.',
  documentation: [
    { url: 'https://docs.slack.dev/reference/methods/oauth.v2.access', read: '2026-11-22' },
    { url: 'https://docs.slack.dev/authentication/installing-with-oauth', read: '2026-11-22' },
    { url: 'https://docs.slack.dev/changelog/2026/03/30/pkce', read: '2026-11-22' },
    { url: 'https://docs.slack.dev/authentication/sign-in-with-slack/', read: '2026-11-22' },
    { url: 'https://docs.slack.dev/reference/methods/auth.test', read: '2026-11-22' },
  ],
  unchecked: ['scopeSeparator', 'scopes', 'parameters', 'deviations', 'redirect'],
  variants: [
    {
      name: 'bot token',
      deviations: {
        requests: { 'user info': { method: 'POST' } },
        answers: {
          token: { success: 'ok=true', tokens: [{ name: 'user', path: 'authed_user' }] },
          refresh: { success: 'ok=true' },
          'user info': { success: 'ok=true', fields: { sub: 'user_id', name: 'user' } },
        },
      },
    },
    {
      name: 'user token',
      parameters: [
        {
          name: 'team',
          value: '',
          stage: 'authorize',
          place: 'query',
          on: false,
          description: 'The id of the workspace to sign in to.',
        },
      ],
      deviations: {
        requests: {
          authorization: { parameters: { scope: { name: 'user_scope' } } },
          'user info': { method: 'POST' },
        },
        answers: {
          token: { success: 'ok=true', within: 'authed_user' },
          refresh: { success: 'ok=true' },
          'user info': { success: 'ok=true', fields: { sub: 'user_id', name: 'user' } },
        },
      },
    },
  ],
};
