import type { PresetEntry } from '../core/preset.ts';

export const cognito: PresetEntry = {
  name: 'AWS Cognito',
  blanks: [
    {
      name: 'domain',
      label: 'Domain prefix',
      shape: 'label',
      example: 'my-app',
      hint: 'What stands before .auth. in the pool’s domain.',
    },
    { name: 'region', label: 'Region', shape: 'label', example: 'eu-central-1' },
    { name: 'pool', label: 'User pool id', shape: 'segment', example: 'eu-central-1_AbC123' },
  ],
  issuer: 'https://cognito-idp.{region}.amazonaws.com/{pool}',
  endpoints: {
    authorization_endpoint: 'https://{domain}.auth.{region}.amazoncognito.com/oauth2/authorize',
    token_endpoint: 'https://{domain}.auth.{region}.amazoncognito.com/oauth2/token',
    userinfo_endpoint: 'https://{domain}.auth.{region}.amazoncognito.com/oauth2/userInfo',
    revocation_endpoint: 'https://{domain}.auth.{region}.amazoncognito.com/oauth2/revoke',
  },
  grants: ['authorization_code', 'client_credentials', 'implicit'],
  authentication: ['client_secret_basic', 'client_secret_post', 'none'],
  pkce: 'S256',
  scopes: [
    { scope: 'openid', allows: 'Gives an ID token and opens userInfo.', asked: true },
    { scope: 'email', allows: 'Shows the mail address.', asked: true },
    { scope: 'profile', allows: 'Shows the attributes the client may read.' },
    { scope: 'phone', allows: 'Shows the phone number.' },
    { scope: 'aws.cognito.signin.user.admin', allows: 'Uses the user pool API as the user.' },
  ],
  parameters: [
    {
      name: 'identity_provider',
      value: '',
      stage: 'authorize',
      place: 'query',
      on: false,
      description: 'The identity provider to go to at once.',
    },
  ],
  apis: [],
  register: {
    url: 'https://console.aws.amazon.com/cognito/v2/idp/user-pools',
    at: 'The user pool, App clients, the client, Login pages, Allowed callback URLs.',
  },
  redirect: 'The exact https URI; http only for localhost. Own schemes are allowed.',
  documentation: [
    { url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html', read: '2026-11-22' },
    { url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html', read: '2026-11-22' },
    { url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html', read: '2026-11-22' },
  ],
  unchecked: ['issuer', 'scopes', 'parameters', 'register', 'redirect'],
};
