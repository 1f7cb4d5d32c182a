import type { PresetEntry } from '../core/preset.ts';

export const hubspot: PresetEntry = {
  name: 'HubSpot',
  blanks: [
    {
      name: 'app',
      label: 'App host',
      shape: 'host',
      example: 'app-eu1.hubspot.com',
      hint: 'app-eu1.hubspot.com for accounts in the EU.',
      value: 'app.hubspot.com',
      only: ['app.hubspot.com', 'app-eu1.hubspot.com'],
    },
  ],
  endpoints: {
    authorization_endpoint: 'https://{app}/oauth/authorize',
    token_endpoint: 'https://api.hubapi.com/oauth/2026-03/token',
    introspection_endpoint: 'https://api.hubapi.com/oauth/2026-03/token/introspect',
    revocation_endpoint: 'https://api.hubapi.com/oauth/2026-03/token/revoke',
  },
  grants: ['authorization_code', 'client_credentials'],
  authentication: ['client_secret_post'],
  pkce: 'none',
  scopes: [
    { scope: 'oauth', allows: 'Basic access every app asks for.', asked: true },
    { scope: 'crm.objects.contacts.read', allows: 'Reads contacts.' },
    { scope: 'crm.objects.contacts.write', allows: 'Changes contacts.' },
    { scope: 'crm.objects.companies.read', allows: 'Reads companies.' },
    { scope: 'crm.objects.deals.read', allows: 'Reads deals.' },
    { scope: 'crm.schemas.contacts.read', allows: 'Reads the fields contacts have.' },
    { scope: 'tickets', allows: 'Reads and changes tickets.' },
  ],
  parameters: [
    {
      name: 'optional_scope',
      value: '',
      stage: 'authorize',
      place: 'query',
      on: false,
      description: 'Scopes that an account may refuse, by space.',
    },
  ],
  deviations: { answers: { token: { fields: { scope: 'scopes' } }, refresh: { fields: { scope: 'scopes' } } } },
  apis: ['https://api.hubapi.com'],
  register: {
    url: 'https://app.hubspot.com/developer',
    at: 'Developer account, Apps, the app, Auth, Redirect URLs; in project apps redirectUrls of the app’s JSON.',
  },
  redirect: 'An https URI; http only for localhost.',
  documentation: [
    {
      url: 'https://developers.hubspot.com/changelog/2018-03-05-oauth2-redirect-uri-served-over-http-localhost',
      read: '2026-11-22',
    },
    {
      url: 'https://developers.hubspot.com/docs/api-reference/latest/authentication/manage-oauth-tokens',
      read: '2026-11-22',
    },
    {
      url: 'https://developers.hubspot.com/docs/api-reference/legacy/authentication/oauth-tokens/v1/migration-guide',
      read: '2026-11-22',
    },
    { url: 'https://developers.hubspot.com/docs/api-reference/auth-oauth-v3/guide', read: '2026-11-22' },
  ],
  unchecked: ['revocation_endpoint', 'scopeSeparator', 'scopes', 'parameters', 'deviations', 'register'],
};
