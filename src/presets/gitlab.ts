import type { PresetEntry } from '../core/preset.ts';

export const gitlab: PresetEntry = {
  name: 'GitLab',
  blanks: [
    {
      name: 'server',
      label: 'GitLab’s address',
      shape: 'server',
      example: 'https://gitlab.example.com',
      hint: 'Change it for an instance of your own.',
      value: 'https://gitlab.com',
    },
  ],
  issuer: '{server}',
  endpoints: {
    authorization_endpoint: '{server}/oauth/authorize',
    token_endpoint: '{server}/oauth/token',
    userinfo_endpoint: '{server}/oauth/userinfo',
    introspection_endpoint: '{server}/oauth/introspect',
    revocation_endpoint: '{server}/oauth/revoke',
    device_authorization_endpoint: '{server}/oauth/authorize_device',
  },
  grants: ['authorization_code', 'urn:ietf:params:oauth:grant-type:device_code', 'password', 'client_credentials'],
  authentication: ['client_secret_post', 'client_secret_basic', 'none'],
  pkce: 'S256',
  scopes: [
    { scope: 'read_user', allows: 'Reads the profile of the user.', asked: true },
    { scope: 'read_api', allows: 'Reads everything the API offers.' },
    { scope: 'api', allows: 'Reads and writes everything the API offers.' },
    { scope: 'read_repository', allows: 'Reads code by Git over HTTPS.' },
    { scope: 'write_repository', allows: 'Reads and pushes code by Git over HTTPS.' },
    { scope: 'openid', allows: 'Signs the user in with an ID token.' },
    { scope: 'profile', allows: 'Shows the public profile through OIDC.' },
    { scope: 'email', allows: 'Shows the main mail address through OIDC.' },
  ],
  apis: ['{server}/api/v4'],
  register: { url: '{server}/-/user_settings/applications', at: 'Applications, Add new application, Redirect URI.' },
  redirect: 'The exact URI, one a line; http only while developing. It has to be the same at renewal.',
  documentation: [
    { url: 'https://docs.gitlab.com/api/oauth2/', read: '2026-11-22' },
    { url: 'https://docs.gitlab.com/integration/oauth_provider/', read: '2026-11-22' },
    { url: 'https://gitlab.com/.well-known/openid-configuration', read: '2026-11-22' },
  ],
  unchecked: ['scopes'],
};
