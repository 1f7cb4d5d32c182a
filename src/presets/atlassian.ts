import type { PresetEntry } from '../core/preset.ts';

export const atlassian: PresetEntry = {
  name: 'Atlassian',
  blanks: [
    {
      name: 'cloudid',
      label: 'Cloud id',
      shape: 'segment',
      example: '11223344-a1b2-3b33-c444-def123456789',
      hint: 'Only for the API’s address: the site’s id, from api.atlassian.com/oauth/token/accessible-resources.',
      optional: true,
    },
  ],
  endpoints: {
    authorization_endpoint: 'https://auth.atlassian.com/authorize',
    token_endpoint: 'https://auth.atlassian.com/oauth/token',
    userinfo_endpoint: 'https://api.atlassian.com/me',
  },
  grants: ['authorization_code'],
  authentication: ['client_secret_post'],
  pkce: 'S256',
  scopes: [
    { scope: 'read:jira-work', allows: 'Reads projects, issues and attachments.', asked: true },
    { scope: 'write:jira-work', allows: 'Creates and changes issues.' },
    { scope: 'read:jira-user', allows: 'Reads people in Jira.' },
    { scope: 'manage:jira-project', allows: 'Changes project settings.' },
    { scope: 'read:confluence-content.all', allows: 'Reads pages with their text.' },
    { scope: 'write:confluence-content', allows: 'Creates and changes pages.' },
    { scope: 'read:me', allows: 'Reads the own profile.', asked: true },
    { scope: 'offline_access', allows: 'Gives a refresh token.', asked: true },
  ],
  parameters: [
    {
      name: 'audience',
      value: 'api.atlassian.com',
      stage: 'authorize',
      place: 'query',
      on: true,
      description: 'Atlassian wants it.',
    },
    {
      name: 'prompt',
      value: 'consent',
      stage: 'authorize',
      place: 'query',
      on: true,
      description: 'Atlassian wants it.',
    },
  ],
  deviations: {
    requests: { token: { body: 'json' }, refresh: { body: 'json' } },
    answers: { 'user info': { fields: { sub: 'account_id', name: 'name' } } },
  },
  apis: ['https://api.atlassian.com/ex/jira/{cloudid}', 'https://api.atlassian.com/ex/confluence/{cloudid}'],
  register: {
    url: 'https://developer.atlassian.com/console/myapps/',
    at: 'The app, Authorization, OAuth 2.0 (3LO), Configure, Callback URL. The APIs stand under Permissions.',
  },
  redirect: 'The exact URI; http://localhost and 127.0.0.1 work.',
  documentation: [{ url: 'https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/', read: '2026-11-22' }],
  unchecked: ['userinfo_endpoint', 'pkce', 'deviations', 'redirect'],
};
