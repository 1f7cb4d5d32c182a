import type { PresetEntry } from '../core/preset.ts';

export const microsoft: PresetEntry = {
  name: 'Microsoft Entra ID',
  blanks: [
    {
      name: 'tenant',
      label: 'Tenant',
      shape: 'segment',
      example: 'contoso.onmicrosoft.com',
      hint: 'Directory id or domain; common for any account, organizations for work, consumers for personal ones.',
      value: 'common',
    },
  ],
  grants: [
    'authorization_code',
    'client_credentials',
    'urn:ietf:params:oauth:grant-type:device_code',
    'password',
    'urn:ietf:params:oauth:grant-type:jwt-bearer',
  ],
  authentication: ['client_secret_post', 'client_secret_basic', 'private_key_jwt'],
  pkce: 'S256',
  scopes: [
    { scope: 'openid', allows: 'Signs the user in and gives an ID token.' },
    { scope: 'profile', allows: 'Puts name and user name in the ID token.' },
    { scope: 'email', allows: 'Puts the mail address in the ID token.' },
    { scope: 'offline_access', allows: 'Gives a refresh token.', asked: true },
    { scope: 'User.Read', allows: 'Reads the signed-in user (Microsoft Graph).', asked: true },
    { scope: 'Mail.Read', allows: 'Reads the user’s mail.' },
    { scope: 'Calendars.Read', allows: 'Reads the user’s calendars.' },
    { scope: 'Files.Read', allows: 'Reads the user’s OneDrive files.' },
  ],
  parameters: [
    {
      name: 'prompt',
      value: 'select_account',
      stage: 'authorize',
      place: 'query',
      on: false,
      values: ['login', 'none', 'consent', 'select_account'],
      description: 'Which question the user is asked.',
    },
  ],
  apis: ['https://graph.microsoft.com/v1.0'],
  register: {
    url: 'https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade',
    at: 'Authentication, Add a platform, Web, Redirect URIs.',
  },
  redirect: 'The exact URI, letter case included; https, or http://localhost with any port.',
  documentation: [
    { url: 'https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow', read: '2026-11-22' },
    { url: 'https://learn.microsoft.com/en-us/entra/identity-platform/reply-url', read: '2026-11-22' },
  ],
  unchecked: ['userinfo_endpoint', 'device_authorization_endpoint', 'grants', 'scopes', 'parameters', 'register'],
  variants: [
    {
      name: 'web app',
      endpoints: {
        authorization_endpoint: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize',
        token_endpoint: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token',
        userinfo_endpoint: 'https://graph.microsoft.com/oidc/userinfo',
        device_authorization_endpoint: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/devicecode',
      },
    },
    {
      name: 'single-page app',
      endpoints: {
        authorization_endpoint: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize',
        token_endpoint: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token',
        userinfo_endpoint: 'https://graph.microsoft.com/oidc/userinfo',
      },
      grants: ['authorization_code'],
      authentication: ['none'],
      deviations: { origin: 'keep' },
      register: {
        url: 'https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade',
        at: 'Authentication, Add a platform, Single-page application, Redirect URIs.',
      },
      unchecked: ['userinfo_endpoint', 'scopes', 'parameters', 'register'],
    },
  ],
};
