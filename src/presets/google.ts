import type { PresetEntry } from '../core/preset.ts';

export const google: PresetEntry = {
  name: 'Google',
  issuer: 'https://accounts.google.com',
  endpoints: {
    authorization_endpoint: 'https://accounts.google.com/o/oauth2/v2/auth',
    token_endpoint: 'https://oauth2.googleapis.com/token',
    userinfo_endpoint: 'https://openidconnect.googleapis.com/v1/userinfo',
    revocation_endpoint: 'https://oauth2.googleapis.com/revoke',
    device_authorization_endpoint: 'https://oauth2.googleapis.com/device/code',
  },
  grants: [
    'authorization_code',
    'urn:ietf:params:oauth:grant-type:device_code',
    'urn:ietf:params:oauth:grant-type:jwt-bearer',
    'implicit',
  ],
  authentication: ['client_secret_post', 'client_secret_basic'],
  pkce: 'S256',
  scopes: [
    { scope: 'openid', allows: 'Signs the user in and gives an ID token.', asked: true },
    { scope: 'email', allows: 'Shows the address of the account.', asked: true },
    { scope: 'profile', allows: 'Shows name and picture.', asked: true },
    { scope: 'https://www.googleapis.com/auth/drive.readonly', allows: 'Reads every file in the Drive, changes none.' },
    { scope: 'https://www.googleapis.com/auth/gmail.readonly', allows: 'Reads all mail and its settings.' },
    { scope: 'https://www.googleapis.com/auth/calendar.readonly', allows: 'Reads calendars and events.' },
    { scope: 'https://www.googleapis.com/auth/spreadsheets', allows: 'Reads and changes spreadsheets.' },
  ],
  parameters: [
    {
      name: 'access_type',
      value: 'offline',
      stage: 'authorize',
      place: 'query',
      on: true,
      values: ['online', 'offline'],
      description: 'Without “offline” no refresh token comes.',
    },
    {
      name: 'prompt',
      value: 'consent',
      stage: 'authorize',
      place: 'query',
      on: true,
      values: ['none', 'consent', 'select_account'],
      description: 'A refresh token comes again only when consent is asked again.',
    },
    {
      name: 'include_granted_scopes',
      value: 'true',
      stage: 'authorize',
      place: 'query',
      on: false,
      values: ['true', 'false'],
      description: 'Adds what was granted before.',
    },
  ],
  apis: ['https://www.googleapis.com', 'https://gmail.googleapis.com', 'https://sheets.googleapis.com'],
  register: {
    url: 'https://console.cloud.google.com/apis/credentials',
    at: 'The OAuth client, Authorised redirect URIs.',
  },
  redirect:
    'The exact https URI, letter case and closing slash included; http only for localhost and 127.0.0.1 with the exact port.',
  documentation: [
    { url: 'https://developers.google.com/identity/openid-connect/reference', read: '2026-11-22' },
    { url: 'https://developers.google.com/identity/protocols/oauth2/web-server', read: '2026-11-22' },
    { url: 'https://developers.google.com/identity/protocols/oauth2/limited-input-device', read: '2026-11-22' },
    { url: 'https://accounts.google.com/.well-known/openid-configuration', read: '2026-11-22' },
  ],
  unchecked: ['scopes', 'parameters', 'register', 'redirect'],
};
