import type { PresetEntry } from '../core/preset.ts';

export const x: PresetEntry = {
  name: 'X',
  endpoints: {
    authorization_endpoint: 'https://x.com/i/oauth2/authorize',
    token_endpoint: 'https://api.x.com/2/oauth2/token',
    userinfo_endpoint: 'https://api.x.com/2/users/me',
    revocation_endpoint: 'https://api.x.com/2/oauth2/revoke',
  },
  grants: ['authorization_code'],
  authentication: ['client_secret_basic', 'none'],
  pkce: 'S256',
  scopes: [
    { scope: 'tweet.read', allows: 'Reads posts the person can see.', asked: true },
    { scope: 'tweet.write', allows: 'Posts for the person.' },
    { scope: 'users.read', allows: 'Reads accounts the person can see.', asked: true },
    { scope: 'users.email', allows: 'Reads the person’s mail address.' },
    { scope: 'follows.read', allows: 'Reads who follows whom.' },
    { scope: 'like.read', allows: 'Reads liked posts.' },
    { scope: 'dm.read', allows: 'Reads direct messages.' },
    { scope: 'offline.access', allows: 'Gives a refresh token.', asked: true },
  ],
  deviations: { answers: { 'user info': { fields: { sub: 'data.id', name: 'data.username' } } } },
  apis: ['https://api.x.com/2'],
  register: { url: 'https://console.x.com', at: 'The App, User authentication settings, Callback URI / Redirect URL.' },
  redirect: 'The exact URI; 127.0.0.1 rather than localhost.',
  documentation: [
    { url: 'https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code', read: '2026-11-22' },
    { url: 'https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token', read: '2026-11-22' },
    { url: 'https://docs.x.com/x-api/users/lookup/integrate', read: '2026-11-22' },
  ],
  unchecked: ['register'],
};
