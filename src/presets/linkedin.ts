import type { PresetEntry } from '../core/preset.ts';

export const linkedin: PresetEntry = {
  name: 'LinkedIn',
  issuer: 'https://www.linkedin.com/oauth',
  endpoints: {
    authorization_endpoint: 'https://www.linkedin.com/oauth/v2/authorization',
    token_endpoint: 'https://www.linkedin.com/oauth/v2/accessToken',
    userinfo_endpoint: 'https://api.linkedin.com/v2/userinfo',
    introspection_endpoint: 'https://www.linkedin.com/oauth/v2/introspectToken',
    revocation_endpoint: 'https://www.linkedin.com/oauth/v2/revoke',
  },
  grants: ['authorization_code', 'client_credentials'],
  authentication: ['client_secret_post'],
  pkce: 'none',
  scopes: [
    { scope: 'openid', allows: 'Signs the member in with an ID token.', asked: true },
    { scope: 'profile', allows: 'Shows name and picture.', asked: true },
    { scope: 'email', allows: 'Shows the main mail address.', asked: true },
    { scope: 'w_member_social', allows: 'Posts, comments and likes as the member.' },
    { scope: 'r_organization_social', allows: 'Reads posts of organisations the member manages.' },
    { scope: 'w_organization_social', allows: 'Posts for such organisations.' },
    { scope: 'rw_ads', allows: 'Manages advertising accounts.' },
  ],
  apis: ['https://api.linkedin.com/v2', 'https://api.linkedin.com/rest'],
  register: {
    url: 'https://www.linkedin.com/developers/apps',
    at: 'The app, Auth, Authorized redirect URLs for your app.',
  },
  redirect: 'An absolute https URI without a fragment; its query is ignored. http only for localhost.',
  documentation: [
    {
      url: 'https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow',
      read: '2026-11-22',
    },
    {
      url: 'https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow-native',
      read: '2026-11-22',
    },
    {
      url: 'https://learn.microsoft.com/en-us/linkedin/shared/authentication/programmatic-refresh-tokens',
      read: '2026-11-22',
    },
  ],
  unchecked: [
    'issuer',
    'userinfo_endpoint',
    'introspection_endpoint',
    'revocation_endpoint',
    'pkce',
    'scopes',
    'apis',
    'register',
  ],
};
