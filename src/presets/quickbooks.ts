import type { PresetEntry } from '../core/preset.ts';

export const quickbooks: PresetEntry = {
  name: 'QuickBooks',
  blanks: [
    {
      name: 'company',
      label: 'Company id',
      shape: 'segment',
      example: '9341452698000000',
      hint: 'Only for the API’s address: realmId in the callback.',
      optional: true,
    },
  ],
  issuer: 'https://oauth.platform.intuit.com/op/v1',
  endpoints: {
    authorization_endpoint: 'https://appcenter.intuit.com/connect/oauth2',
    token_endpoint: 'https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer',
    userinfo_endpoint: 'https://accounts.platform.intuit.com/v1/openid_connect/userinfo',
    revocation_endpoint: 'https://developer.api.intuit.com/v2/oauth2/tokens/revoke',
  },
  grants: ['authorization_code'],
  authentication: ['client_secret_basic'],
  pkce: 'none',
  scopes: [
    { scope: 'com.intuit.quickbooks.accounting', allows: 'Reads and changes the books of the company.', asked: true },
    { scope: 'com.intuit.quickbooks.payment', allows: 'Takes payments.' },
    { scope: 'openid', allows: 'Signs the person in with an ID token.' },
    { scope: 'profile', allows: 'Shows the name.' },
    { scope: 'email', allows: 'Shows the mail address.' },
    { scope: 'phone', allows: 'Shows the phone number.' },
    { scope: 'address', allows: 'Shows the postal address.' },
  ],
  deviations: { requests: { revocation: { body: 'json' } } },
  apis: [],
  register: {
    url: 'https://developer.intuit.com/app/developer/myapps',
    at: 'The app, Keys & credentials (or Settings), Redirect URIs, apart for development and production.',
  },
  redirect: 'The exact URI, one of the list; https in production, localhost with development keys.',
  documentation: [
    {
      url: 'https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-openid-discovery-doc',
      read: '2026-11-22',
    },
    {
      url: 'https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0',
      read: '2026-11-22',
    },
  ],
  unchecked: [
    'userinfo_endpoint',
    'revocation_endpoint',
    'grants',
    'authentication',
    'pkce',
    'scopeSeparator',
    'scopes',
    'deviations',
    'apis',
  ],
  variants: [
    { name: 'production', apis: ['https://quickbooks.api.intuit.com/v3/company/{company}'] },
    {
      name: 'sandbox',
      endpoints: {
        authorization_endpoint: 'https://appcenter.intuit.com/connect/oauth2',
        token_endpoint: 'https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer',
        userinfo_endpoint: 'https://sandbox-accounts.platform.intuit.com/v1/openid_connect/userinfo',
        revocation_endpoint: 'https://developer.api.intuit.com/v2/oauth2/tokens/revoke',
      },
      apis: ['https://sandbox-quickbooks.api.intuit.com/v3/company/{company}'],
    },
  ],
};
