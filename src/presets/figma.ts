import type { PresetEntry } from '../core/preset.ts';

export const figma: PresetEntry = {
  name: 'Figma',
  endpoints: {
    authorization_endpoint: 'https://www.figma.com/oauth',
    token_endpoint: 'https://api.figma.com/v1/oauth/token',
    userinfo_endpoint: 'https://api.figma.com/v1/me',
  },
  grants: ['authorization_code'],
  authentication: ['client_secret_basic'],
  pkce: 'S256',
  scopes: [
    { scope: 'current_user:read', allows: 'Reads name, mail address and picture.', asked: true },
    { scope: 'file_content:read', allows: 'Reads the content of files.' },
    { scope: 'file_metadata:read', allows: 'Reads names and dates of files.' },
    { scope: 'file_comments:read', allows: 'Reads comments.' },
    { scope: 'file_comments:write', allows: 'Writes and deletes comments.' },
    { scope: 'projects:read', allows: 'Lists projects and their files.' },
    { scope: 'webhooks:write', allows: 'Creates and manages webhooks.' },
  ],
  deviations: { answers: { 'user info': { fields: { sub: 'id', name: 'handle' } } } },
  apis: ['https://api.figma.com/v1'],
  register: { url: 'https://www.figma.com/developers/apps', at: 'The app, OAuth credentials, Add a redirect URL.' },
  redirect: 'One of the app’s list; localhost is used in practice.',
  documentation: [
    { url: 'https://developers.figma.com/docs/rest-api/authentication', read: '2026-11-22' },
    { url: 'https://developers.figma.com/docs/rest-api/users-types', read: '2026-11-22' },
    { url: 'https://www.figma.com/developers/api#oauth2', read: '2026-11-22' },
  ],
  unchecked: ['register'],
};
