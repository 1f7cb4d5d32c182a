import type { PresetEntry } from '../core/preset.ts';

export const paypal: PresetEntry = {
  name: 'PayPal',
  grants: ['authorization_code', 'client_credentials'],
  authentication: ['client_secret_basic'],
  pkce: 'S256',
  scopes: [
    { scope: 'openid', allows: 'Signs the person in.', asked: true },
    { scope: 'profile', allows: 'Shows the full name.', asked: true },
    { scope: 'email', allows: 'Shows the mail address.', asked: true },
    { scope: 'address', allows: 'Shows the postal address.' },
    {
      scope: 'https://uri.paypal.com/services/paypalattributes',
      allows: 'Shows the payer id and whether the account is verified.',
    },
  ],
  parameters: [
    {
      name: 'flowEntry',
      value: 'static',
      stage: 'authorize',
      place: 'query',
      on: true,
      description: 'A part of the address that PayPal documents.',
    },
  ],
  apis: [],
  register: {
    url: 'https://developer.paypal.com/dashboard/applications',
    at: 'My Apps & Credentials, the app, Log in with PayPal, Advanced settings, Return URL.',
  },
  redirect: 'The exact URI, query included; https in live mode, 127.0.0.1 in the sandbox.',
  documentation: [
    { url: 'https://developer.paypal.com/docs/log-in-with-paypal/integrate/', read: '2026-11-22' },
    { url: 'https://developer.paypal.com/docs/log-in-with-paypal/integrate/reference/', read: '2026-11-22' },
    { url: 'https://www.paypal.com/.well-known/openid-configuration', read: '2026-11-22' },
    { url: 'https://developer.paypal.com/docs/api/identity/v1/', read: '2026-11-22' },
  ],
  unchecked: ['userinfo_endpoint', 'apis'],
  variants: [
    {
      name: 'live',
      issuer: 'https://www.paypal.com',
      endpoints: {
        authorization_endpoint: 'https://www.paypal.com/connect',
        token_endpoint: 'https://api-m.paypal.com/v1/oauth2/token',
        userinfo_endpoint: 'https://api-m.paypal.com/v1/identity/openidconnect/userinfo?schema=openid',
      },
      apis: ['https://api-m.paypal.com'],
    },
    {
      name: 'sandbox',
      issuer: 'https://www.sandbox.paypal.com',
      endpoints: {
        authorization_endpoint: 'https://www.sandbox.paypal.com/connect',
        token_endpoint: 'https://api-m.sandbox.paypal.com/v1/oauth2/token',
        userinfo_endpoint: 'https://api-m.sandbox.paypal.com/v1/identity/openidconnect/userinfo?schema=openid',
      },
      apis: ['https://api-m.sandbox.paypal.com'],
      unchecked: ['issuer', 'apis'],
    },
  ],
};
