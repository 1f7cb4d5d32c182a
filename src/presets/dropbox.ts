import type { PresetEntry } from '../core/preset.ts';

export const dropbox: PresetEntry = {
  name: 'Dropbox',
  endpoints: {
    authorization_endpoint: 'https://www.dropbox.com/oauth2/authorize',
    token_endpoint: 'https://api.dropboxapi.com/oauth2/token',
    userinfo_endpoint: 'https://api.dropboxapi.com/2/users/get_current_account',
  },
  grants: ['authorization_code'],
  authentication: ['client_secret_post', 'client_secret_basic', 'none'],
  pkce: 'S256',
  scopes: [
    { scope: 'account_info.read', allows: 'Reads name and mail address.', asked: true },
    { scope: 'files.metadata.read', allows: 'Reads names and dates of files.' },
    { scope: 'files.content.read', allows: 'Reads files.' },
    { scope: 'files.content.write', allows: 'Writes files.' },
    { scope: 'sharing.read', allows: 'Reads shared links and folders.' },
    { scope: 'sharing.write', allows: 'Changes them.' },
    { scope: 'file_requests.read', allows: 'Reads file requests.' },
  ],
  parameters: [
    {
      name: 'token_access_type',
      value: 'offline',
      stage: 'authorize',
      place: 'query',
      on: true,
      values: ['online', 'offline'],
      description: '“offline” gives a refresh token.',
    },
    {
      name: 'include_granted_scopes',
      value: 'user',
      stage: 'authorize',
      place: 'query',
      on: false,
      values: ['user', 'team'],
      description: 'Adds what was granted before.',
    },
    {
      name: 'force_reapprove',
      value: 'true',
      stage: 'authorize',
      place: 'query',
      on: false,
      values: ['true', 'false'],
      description: 'Asks for consent again.',
    },
  ],
  deviations: {
    requests: { 'user info': { method: 'POST' } },
    answers: { 'user info': { fields: { sub: 'account_id', name: 'name.display_name' } } },
  },
  apis: ['https://api.dropboxapi.com/2', 'https://content.dropboxapi.com/2'],
  register: {
    url: 'https://www.dropbox.com/developers/apps',
    at: 'The app, Settings, OAuth 2, Redirect URIs. The scopes stand under Permissions.',
  },
  redirect: 'The exact https URI; http only for localhost, which has to be listed as well.',
  documentation: [
    { url: 'https://developers.dropbox.com/oauth-guide', read: '2026-11-22' },
    { url: 'https://dropbox.tech/developers/using-oauth-2-0-with-offline-access', read: '2026-11-22' },
    { url: 'https://www.dropbox.com/.well-known/openid-configuration', read: '2026-11-22' },
  ],
  unchecked: ['userinfo_endpoint', 'scopeSeparator', 'scopes', 'parameters', 'deviations'],
};
