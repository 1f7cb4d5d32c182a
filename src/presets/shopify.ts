import type { PresetEntry } from '../core/preset.ts';

export const shopify: PresetEntry = {
  name: 'Shopify',
  blanks: [
    { name: 'shop', label: 'Shop', shape: 'label', example: 'my-shop', hint: 'What stands before .myshopify.com.' },
    {
      name: 'api_version',
      label: 'Admin API version',
      shape: 'segment',
      example: '2026-07',
      hint: 'Only for the API’s address.',
      optional: true,
    },
  ],
  endpoints: {
    authorization_endpoint: 'https://{shop}.myshopify.com/admin/oauth/authorize',
    token_endpoint: 'https://{shop}.myshopify.com/admin/oauth/access_token',
  },
  grants: ['authorization_code', 'client_credentials', 'urn:ietf:params:oauth:grant-type:token-exchange'],
  authentication: ['client_secret_post'],
  pkce: 'none',
  scopeSeparator: ',',
  scopes: [
    { scope: 'read_products', allows: 'Reads products and collections.', asked: true },
    { scope: 'write_products', allows: 'Changes them.' },
    { scope: 'read_orders', allows: 'Reads orders of the last 60 days.' },
    { scope: 'write_orders', allows: 'Changes orders.' },
    { scope: 'read_customers', allows: 'Reads customers.' },
    { scope: 'read_inventory', allows: 'Reads stock.' },
  ],
  parameters: [
    {
      name: 'expiring',
      value: '1',
      stage: 'token',
      place: 'body',
      on: true,
      description: 'An offline token that expires, with a refresh token; new public apps need it.',
    },
    {
      name: 'grant_options[]',
      value: 'per-user',
      stage: 'authorize',
      place: 'query',
      on: false,
      description: 'A token of the person who signs in, instead of the shop’s.',
    },
  ],
  deviations: { use: { header: 'X-Shopify-Access-Token', scheme: '' } },
  apis: ['https://{shop}.myshopify.com/admin/api/{api_version}/graphql.json'],
  register: {
    url: 'https://dev.shopify.com/dashboard',
    at: 'The app, Versions or Settings, Redirect URLs; or redirect_urls in shopify.app.toml.',
  },
  redirect: 'The exact https URI, one of the list; http only for localhost while developing.',
  documentation: [
    {
      url: 'https://shopify.dev/docs/apps/build/authentication-authorization/authenticate-standalone-apps',
      read: '2026-11-22',
    },
    {
      url: 'https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/offline-access-tokens',
      read: '2026-11-22',
    },
    { url: 'https://shopify.dev/changelog/offline-access-tokens-now-support-expiry-and-refresh', read: '2026-11-22' },
    {
      url: 'https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/client-credentials-grant',
      read: '2026-11-22',
    },
  ],
  unchecked: [
    'token_endpoint',
    'authorization_endpoint',
    'authentication',
    'pkce',
    'scopeSeparator',
    'scopes',
    'parameters',
    'deviations',
    'apis',
    'redirect',
  ],
};
