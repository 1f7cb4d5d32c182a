import type { PresetEntry } from '../core/preset.ts';

export const twitch: PresetEntry = {
  name: 'Twitch',
  issuer: 'https://id.twitch.tv/oauth2',
  endpoints: {
    authorization_endpoint: 'https://id.twitch.tv/oauth2/authorize',
    token_endpoint: 'https://id.twitch.tv/oauth2/token',
    userinfo_endpoint: 'https://id.twitch.tv/oauth2/userinfo',
    revocation_endpoint: 'https://id.twitch.tv/oauth2/revoke',
    device_authorization_endpoint: 'https://id.twitch.tv/oauth2/device',
  },
  grants: ['authorization_code', 'client_credentials', 'implicit', 'urn:ietf:params:oauth:grant-type:device_code'],
  authentication: ['client_secret_post'],
  pkce: 'none',
  scopes: [
    { scope: 'user:read:email', allows: 'Reads the user with mail address.', asked: true },
    { scope: 'channel:read:subscriptions', allows: 'Reads subscribers of the channel.' },
    { scope: 'moderator:read:followers', allows: 'Reads followers of the channel.' },
    { scope: 'chat:read', allows: 'Reads chat by IRC.' },
    { scope: 'chat:edit', allows: 'Writes in chat by IRC.' },
    { scope: 'bits:read', allows: 'Reads the bits of the channel.' },
    { scope: 'openid', allows: 'Gives an ID token; claims are asked for one by one.' },
  ],
  parameters: [
    {
      name: 'force_verify',
      value: 'true',
      stage: 'authorize',
      place: 'query',
      on: false,
      values: ['true', 'false'],
      description: 'Asks for consent again.',
    },
  ],
  deviations: { use: { headers: { 'Client-Id': '{client_id}' } } },
  apis: ['https://api.twitch.tv/helix'],
  register: { url: 'https://dev.twitch.tv/console/apps', at: 'The application, OAuth Redirect URLs.' },
  redirect: 'The exact https URI; http only for localhost.',
  documentation: [
    { url: 'https://dev.twitch.tv/docs/authentication/getting-tokens-oauth/', read: '2026-11-22' },
    { url: 'https://id.twitch.tv/oauth2/.well-known/openid-configuration', read: '2026-11-22' },
  ],
  unchecked: ['endpoints', 'scopeSeparator', 'scopes', 'parameters', 'deviations', 'apis', 'register', 'redirect'],
};
