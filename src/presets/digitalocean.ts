import type { PresetEntry } from '../core/preset.ts';

export const digitalocean: PresetEntry = {
  name: 'DigitalOcean',
  endpoints: {
    authorization_endpoint: 'https://cloud.digitalocean.com/v1/oauth/authorize',
    token_endpoint: 'https://cloud.digitalocean.com/v1/oauth/token',
    refresh_endpoint: 'https://cloud.digitalocean.com/v1/oauth/refresh',
    userinfo_endpoint: 'https://api.digitalocean.com/v2/account',
  },
  grants: ['authorization_code', 'implicit'],
  authentication: ['client_secret_post'],
  pkce: 'none',
  scopes: [
    { scope: 'read', allows: 'Reads everything of the team (older kind, the default).', asked: true },
    { scope: 'write', allows: 'Changes everything of the team (older kind; sent with read).' },
    { scope: 'account:read', allows: 'Reads the account.' },
    { scope: 'droplet:read', allows: 'Reads Droplets.' },
    { scope: 'droplet:create', allows: 'Creates Droplets.' },
    { scope: 'domain:read', allows: 'Reads domains.' },
  ],
  parameters: [
    {
      name: 'prompt',
      value: 'select_account',
      stage: 'authorize',
      place: 'query',
      on: false,
      values: ['none', 'select_account'],
      description: '“none” answers with an error instead of a page.',
    },
  ],
  deviations: {
    requests: {
      token: { parameters: { '*': { place: 'query' } } },
      refresh: {
        parameters: { '*': { place: 'query' }, client_id: { place: 'nowhere' }, client_secret: { place: 'nowhere' } },
      },
    },
    answers: { 'user info': { fields: { sub: 'account.uuid', name: 'account.email' } } },
  },
  apis: ['https://api.digitalocean.com/v2'],
  register: {
    url: 'https://cloud.digitalocean.com/account/api/applications',
    at: 'Register OAuth Application, Callback URL.',
  },
  redirect: 'The callback URL as it is registered.',
  documentation: [
    { url: 'https://docs.digitalocean.com/reference/api/oauth/', read: '2026-11-22' },
    { url: 'https://docs.digitalocean.com/reference/api/scopes/', read: '2026-11-22' },
    { url: 'https://docs.digitalocean.com/reference/api/reference/account/', read: '2026-11-22' },
  ],
  unchecked: ['scopeSeparator', 'scopes', 'deviations'],
};
