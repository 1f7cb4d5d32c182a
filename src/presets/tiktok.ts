import type { PresetEntry } from '../core/preset.ts';

export const tiktok: PresetEntry = {
  name: 'TikTok',
  endpoints: {
    authorization_endpoint: 'https://www.tiktok.com/v2/auth/authorize/',
    token_endpoint: 'https://open.tiktokapis.com/v2/oauth/token/',
    userinfo_endpoint: 'https://open.tiktokapis.com/v2/user/info/?fields=open_id,display_name',
    revocation_endpoint: 'https://open.tiktokapis.com/v2/oauth/revoke/',
  },
  grants: ['authorization_code', 'client_credentials'],
  authentication: ['client_secret_post'],
  pkce: 'none',
  scopeSeparator: ',',
  scopes: [
    { scope: 'user.info.basic', allows: 'Reads picture and display name.', asked: true },
    { scope: 'user.info.profile', allows: 'Reads profile link, biography, verified mark.' },
    { scope: 'user.info.stats', allows: 'Reads follower and like counts.' },
    { scope: 'video.list', allows: 'Lists public videos.' },
    { scope: 'video.upload', allows: 'Uploads videos as drafts.' },
    { scope: 'video.publish', allows: 'Publishes videos.' },
  ],
  parameters: [
    {
      name: 'disable_auto_auth',
      value: '1',
      stage: 'authorize',
      place: 'query',
      on: false,
      values: ['0', '1'],
      description: 'Asks for consent again.',
    },
  ],
  apis: ['https://open.tiktokapis.com/v2'],
  register: { url: 'https://developers.tiktok.com/apps/', at: 'Manage apps, the app, Login Kit, Redirect URI.' },
  redirect: 'The exact https URI, without query or fragment; at most ten.',
  documentation: [
    { url: 'https://developers.tiktok.com/doc/oauth-user-access-token-management', read: '2026-11-22' },
    { url: 'https://developers.tiktok.com/doc/login-kit-web', read: '2026-11-22' },
    { url: 'https://developers.tiktok.com/doc/login-kit-desktop', read: '2026-11-22' },
    { url: 'https://developers.tiktok.com/doc/tiktok-api-v2-get-user-info', read: '2026-11-22' },
  ],
  unchecked: ['revocation_endpoint', 'scopeSeparator', 'scopes', 'parameters', 'deviations'],
  variants: [
    {
      name: 'web app',
      deviations: {
        requests: { '*': { parameters: { client_id: { name: 'client_key' } } } },
        answers: { 'user info': { fields: { sub: 'data.user.open_id', name: 'data.user.display_name' } } },
      },
    },
    {
      name: 'desktop app',
      pkce: 'S256',
      redirect: 'The exact URI, localhost or 127.0.0.1 with a port (* for any).',
      deviations: {
        requests: { '*': { parameters: { client_id: { name: 'client_key' } } } },
        answers: { 'user info': { fields: { sub: 'data.user.open_id', name: 'data.user.display_name' } } },
        challenge: 'hex',
      },
    },
  ],
};
