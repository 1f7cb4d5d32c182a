import type { PresetEntry } from '../core/preset.ts';

export const spotify: PresetEntry = {
  name: 'Spotify',
  endpoints: {
    authorization_endpoint: 'https://accounts.spotify.com/authorize',
    token_endpoint: 'https://accounts.spotify.com/api/token',
    userinfo_endpoint: 'https://api.spotify.com/v1/me',
  },
  grants: ['authorization_code', 'client_credentials'],
  authentication: ['client_secret_basic', 'client_secret_post', 'none'],
  pkce: 'S256',
  scopes: [
    { scope: 'user-read-private', allows: 'Reads country and plan of the account.', asked: true },
    { scope: 'user-read-email', allows: 'Reads the mail address.', asked: true },
    { scope: 'playlist-read-private', allows: 'Reads private playlists.' },
    { scope: 'playlist-modify-public', allows: 'Changes public playlists.' },
    { scope: 'user-library-read', allows: 'Reads saved tracks and albums.' },
    { scope: 'user-read-playback-state', allows: 'Reads what plays where.' },
    { scope: 'user-modify-playback-state', allows: 'Starts, stops and skips.' },
  ],
  parameters: [
    {
      name: 'show_dialog',
      value: 'true',
      stage: 'authorize',
      place: 'query',
      on: false,
      values: ['true', 'false'],
      description: 'Asks for consent again.',
    },
  ],
  deviations: { answers: { 'user info': { fields: { sub: 'id', name: 'display_name' } } } },
  apis: ['https://api.spotify.com/v1'],
  register: { url: 'https://developer.spotify.com/dashboard', at: 'The app, Settings, Redirect URIs.' },
  redirect: 'The exact https URI; of http only 127.0.0.1 and [::1], never localhost.',
  documentation: [
    { url: 'https://developer.spotify.com/documentation/web-api/concepts/redirect_uri', read: '2026-11-22' },
    { url: 'https://developer.spotify.com/blog/2025-10-14-reminder-oauth-migration-27-nov-2025', read: '2026-11-22' },
    {
      url: 'https://developer.spotify.com/documentation/web-api/tutorials/migration-implicit-auth-code',
      read: '2026-11-22',
    },
    { url: 'https://accounts.spotify.com/.well-known/openid-configuration', read: '2026-11-22' },
    {
      url: 'https://developer.spotify.com/documentation/web-api/reference/get-current-users-profile',
      read: '2026-11-22',
    },
  ],
  unchecked: ['userinfo_endpoint', 'scopes', 'parameters', 'apis', 'register'],
};
