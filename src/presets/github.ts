import type { PresetEntry } from '../core/preset.ts';

export const github: PresetEntry = {
  name: 'GitHub',
  endpoints: {
    authorization_endpoint: 'https://github.com/login/oauth/authorize',
    token_endpoint: 'https://github.com/login/oauth/access_token',
    userinfo_endpoint: 'https://api.github.com/user',
    device_authorization_endpoint: 'https://github.com/login/device/code',
  },
  grants: ['authorization_code', 'urn:ietf:params:oauth:grant-type:device_code'],
  authentication: ['client_secret_post'],
  pkce: 'S256',
  scopes: [
    { scope: 'read:user', allows: 'Reads the profile.', asked: true },
    { scope: 'user:email', allows: 'Reads the mail addresses.' },
    { scope: 'repo', allows: 'Reads and changes all repositories, private ones too.' },
    { scope: 'public_repo', allows: 'Changes public repositories only.' },
    { scope: 'read:org', allows: 'Reads memberships in organisations and teams.' },
    { scope: 'gist', allows: 'Writes gists.' },
    { scope: 'workflow', allows: 'Changes workflow files.' },
    { scope: 'notifications', allows: 'Reads notifications.' },
  ],
  deviations: { answers: { 'user info': { fields: { sub: 'id', name: 'login' } } } },
  apis: ['https://api.github.com'],
  register: { url: 'https://github.com/settings/developers', at: 'OAuth Apps, the app, Authorization callback URL.' },
  redirect:
    'The registered URI or one below it; http is allowed, and any port of localhost when the registered one is loopback.',
  documentation: [
    {
      url: 'https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps',
      read: '2026-11-22',
    },
    {
      url: 'https://github.blog/changelog/2025-07-14-pkce-support-for-oauth-and-github-app-authentication',
      read: '2026-11-22',
    },
  ],
  unchecked: ['scopes', 'parameters', 'deviations'],
  variants: [
    {
      name: 'OAuth app',
      parameters: [
        {
          name: 'prompt',
          value: 'select_account',
          stage: 'authorize',
          place: 'query',
          on: false,
          values: ['select_account'],
          description: 'Which account, when several are signed in.',
        },
        {
          name: 'login',
          value: '',
          stage: 'authorize',
          place: 'query',
          on: false,
          description: 'The user name to propose.',
        },
        {
          name: 'allow_signup',
          value: 'false',
          stage: 'authorize',
          place: 'query',
          on: false,
          values: ['true', 'false'],
          description: 'Whether people without an account may make one.',
        },
      ],
    },
    {
      name: 'GitHub App',
      scopes: [],
      register: { url: 'https://github.com/settings/apps', at: 'The app, General, Callback URL.' },
      redirect: 'The exact URI, one of the app’s callback URLs; http and localhost are allowed.',
      documentation: [
        {
          url: 'https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-user-access-token-for-a-github-app',
          read: '2026-11-22',
        },
        {
          url: 'https://github.blog/changelog/2025-07-14-pkce-support-for-oauth-and-github-app-authentication',
          read: '2026-11-22',
        },
      ],
      unchecked: ['deviations'],
    },
    {
      name: 'OAuth app of an own server',
      blanks: [{ name: 'host', label: 'GitHub host', shape: 'host', example: 'github.example.com' }],
      endpoints: {
        authorization_endpoint: 'https://{host}/login/oauth/authorize',
        token_endpoint: 'https://{host}/login/oauth/access_token',
        userinfo_endpoint: 'https://{host}/api/v3/user',
        device_authorization_endpoint: 'https://{host}/login/device/code',
      },
      apis: ['https://{host}/api/v3'],
      register: { url: 'https://{host}/settings/developers', at: 'OAuth Apps, the app, Authorization callback URL.' },
      unchecked: [
        'authorization_endpoint',
        'token_endpoint',
        'userinfo_endpoint',
        'device_authorization_endpoint',
        'scopes',
        'deviations',
        'apis',
        'register',
      ],
    },
  ],
};
