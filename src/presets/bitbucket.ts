import type { PresetEntry } from '../core/preset.ts';

export const bitbucket: PresetEntry = {
  name: 'Bitbucket',
  blanks: [
    {
      name: 'workspace',
      label: 'Workspace',
      shape: 'segment',
      example: 'my-team',
      hint: 'Only for the page where the consumer is registered.',
      optional: true,
    },
  ],
  endpoints: {
    authorization_endpoint: 'https://bitbucket.org/site/oauth2/authorize',
    token_endpoint: 'https://bitbucket.org/site/oauth2/access_token',
    userinfo_endpoint: 'https://api.bitbucket.org/2.0/user',
  },
  grants: ['authorization_code', 'client_credentials', 'implicit'],
  authentication: ['client_secret_basic'],
  pkce: 'none',
  scopes: [
    { scope: 'account', allows: 'Reads the user and mail addresses.', asked: true },
    { scope: 'repository', allows: 'Reads repositories.' },
    { scope: 'repository:write', allows: 'Pushes to repositories.' },
    { scope: 'pullrequest', allows: 'Reads pull requests.' },
    { scope: 'pullrequest:write', allows: 'Creates and merges them.' },
    { scope: 'issue', allows: 'Reads issues.' },
    { scope: 'pipeline', allows: 'Reads pipelines.' },
  ],
  deviations: {
    answers: {
      token: { fields: { scope: 'scopes' } },
      refresh: { fields: { scope: 'scopes' } },
      'user info': { fields: { sub: 'uuid', name: 'display_name' } },
    },
  },
  apis: ['https://api.bitbucket.org/2.0'],
  register: {
    url: 'https://bitbucket.org/{workspace}/workspace/settings/api',
    at: 'Workspace settings, OAuth consumers, Add consumer, Callback URL.',
  },
  redirect: 'The registered URI or one below it; http and localhost are allowed.',
  documentation: [
    { url: 'https://developer.atlassian.com/cloud/bitbucket/oauth-2/', read: '2026-11-22' },
    { url: 'https://support.atlassian.com/bitbucket-cloud/docs/use-oauth-on-bitbucket-cloud/', read: '2026-11-22' },
    { url: 'https://developer.atlassian.com/cloud/bitbucket/rest/api-group-users/', read: '2026-11-22' },
  ],
  unchecked: ['pkce', 'scopeSeparator', 'scopes', 'deviations'],
};
