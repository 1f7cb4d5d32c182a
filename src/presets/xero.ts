import type { PresetEntry } from '../core/preset.ts';

export const xero: PresetEntry = {
  name: 'Xero',
  blanks: [
    {
      name: 'tenant',
      label: 'Organisation',
      shape: 'segment',
      example: 'c1d2e3f4-0000-4000-8000-000000000000',
      hint: 'Only for API requests: the tenant id, from api.xero.com/connections.',
      optional: true,
    },
  ],
  issuer: 'https://identity.xero.com',
  endpoints: {
    authorization_endpoint: 'https://login.xero.com/identity/connect/authorize',
    token_endpoint: 'https://identity.xero.com/connect/token',
    userinfo_endpoint: 'https://identity.xero.com/connect/userinfo',
    revocation_endpoint: 'https://identity.xero.com/connect/revocation',
  },
  grants: ['authorization_code', 'client_credentials'],
  authentication: ['client_secret_basic', 'none'],
  pkce: 'S256',
  scopes: [
    { scope: 'openid', allows: 'Signs the person in with an ID token.', asked: true },
    { scope: 'profile', allows: 'Shows the name.', asked: true },
    { scope: 'email', allows: 'Shows the mail address.', asked: true },
    { scope: 'offline_access', allows: 'Gives a refresh token.', asked: true },
    { scope: 'accounting.invoices', allows: 'Reads and changes invoices, bills and credit notes.' },
    { scope: 'accounting.payments', allows: 'Reads and changes payments.' },
    { scope: 'accounting.contacts', allows: 'Reads and changes contacts.', asked: true },
    { scope: 'accounting.settings', allows: 'Reads and changes settings of the organisation.' },
  ],
  deviations: { use: { headers: { 'xero-tenant-id': '{tenant}' } } },
  apis: ['https://api.xero.com/api.xro/2.0'],
  register: { url: 'https://developer.xero.com/app/manage', at: 'The app, Configuration, Redirect URIs.' },
  redirect: 'The exact https URI; http only for localhost. Own schemes are refused.',
  documentation: [
    { url: 'https://developer.xero.com/documentation/guides/oauth2/pkce-flow', read: '2026-11-22' },
    { url: 'https://developer.xero.com/faq/granular-scopes', read: '2026-11-22' },
    { url: 'https://developer.xero.com/documentation/guides/oauth2/auth-flow', read: '2026-11-22' },
  ],
  unchecked: ['issuer', 'endpoints', 'grants', 'authentication', 'scopes', 'deviations', 'apis', 'register'],
};
