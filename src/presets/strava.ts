import type { PresetEntry } from '../core/preset.ts';

export const strava: PresetEntry = {
  name: 'Strava',
  endpoints: {
    authorization_endpoint: 'https://www.strava.com/oauth/authorize',
    token_endpoint: 'https://www.strava.com/api/v3/oauth/token',
    userinfo_endpoint: 'https://www.strava.com/api/v3/athlete',
  },
  grants: ['authorization_code'],
  authentication: ['client_secret_post'],
  pkce: 'none',
  scopeSeparator: ',',
  scopes: [
    { scope: 'read', allows: 'Reads public segments, routes and profile.', asked: true },
    { scope: 'read_all', allows: 'Adds private routes, segments and events.' },
    { scope: 'profile:read_all', allows: 'Reads the whole profile.' },
    { scope: 'profile:write', allows: 'Changes weight and starred segments.' },
    { scope: 'activity:read', allows: 'Reads activities shown to everyone or followers.' },
    { scope: 'activity:read_all', allows: 'Adds activities shown to nobody else.' },
    { scope: 'activity:write', allows: 'Creates and changes activities.' },
  ],
  parameters: [
    {
      name: 'approval_prompt',
      value: 'auto',
      stage: 'authorize',
      place: 'query',
      on: false,
      values: ['auto', 'force'],
      description: 'Whether to ask for consent again.',
    },
  ],
  deviations: { answers: { 'user info': { fields: { sub: 'id', name: 'username' } } } },
  apis: ['https://www.strava.com/api/v3'],
  register: { url: 'https://www.strava.com/settings/api', at: 'Authorization Callback Domain: a domain, not a URL.' },
  redirect: 'Any URI within the registered callback domain; localhost and 127.0.0.1 always.',
  documentation: [
    { url: 'https://developers.strava.com/docs/authentication/', read: '2026-11-22' },
    { url: 'https://developers.strava.com/docs/oauth-updates/', read: '2026-11-22' },
    { url: 'https://developers.strava.com/swagger/swagger.json', read: '2026-11-22' },
  ],
  unchecked: ['authentication', 'pkce', 'scopeSeparator', 'parameters', 'deviations', 'register', 'redirect'],
};
