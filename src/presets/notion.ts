import type { PresetEntry } from '../core/preset.ts';

export const notion: PresetEntry = {
  name: 'Notion',
  endpoints: {
    authorization_endpoint: 'https://api.notion.com/v1/oauth/authorize',
    token_endpoint: 'https://api.notion.com/v1/oauth/token',
    userinfo_endpoint: 'https://api.notion.com/v1/users/me',
  },
  grants: ['authorization_code'],
  authentication: ['client_secret_basic'],
  pkce: 'none',
  scopes: [],
  parameters: [
    { name: 'owner', value: 'user', stage: 'authorize', place: 'query', on: true, description: 'Notion wants it.' },
  ],
  deviations: {
    requests: {
      token: { body: 'json', add: [{ name: 'Notion-Version', value: '2026-03-11', place: 'header' }] },
      refresh: { body: 'json', add: [{ name: 'Notion-Version', value: '2026-03-11', place: 'header' }] },
    },
    answers: { 'user info': { fields: { sub: 'id', name: 'name' } } },
    use: { headers: { 'Notion-Version': '2026-03-11' } },
  },
  apis: ['https://api.notion.com/v1'],
  register: { url: 'https://app.notion.com/developers/connections', at: 'The connection, OAuth, Redirect URIs.' },
  redirect: 'The exact https URI, one of the list; http only for localhost.',
  documentation: [
    { url: 'https://developers.notion.com/reference/create-a-token', read: '2026-11-22' },
    { url: 'https://developers.notion.com/reference/refresh-a-token', read: '2026-11-22' },
    { url: 'https://developers.notion.com/guides/authorization/overview', read: '2026-11-22' },
    { url: 'https://developers.notion.com/changelog/retrieve-information-about-your-token', read: '2026-11-22' },
  ],
  unchecked: ['pkce', 'scopeSeparator', 'parameters', 'deviations', 'redirect'],
};
