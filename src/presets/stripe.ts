import type { PresetEntry } from '../core/preset.ts';

export const stripe: PresetEntry = {
  name: 'Stripe',
  endpoints: {
    authorization_endpoint: 'https://connect.stripe.com/oauth/authorize',
    token_endpoint: 'https://connect.stripe.com/oauth/token',
  },
  grants: ['authorization_code'],
  authentication: ['client_secret_post'],
  pkce: 'none',
  scopes: [
    { scope: 'read_only', allows: 'Reads data of the connected account.' },
    { scope: 'read_write', allows: 'Reads and changes it, charges included.', asked: true },
  ],
  parameters: [
    {
      name: 'stripe_landing',
      value: 'login',
      stage: 'authorize',
      place: 'query',
      on: false,
      values: ['login', 'register'],
      description: 'Which form the person meets first.',
    },
    {
      name: 'always_prompt',
      value: 'true',
      stage: 'authorize',
      place: 'query',
      on: false,
      values: ['true', 'false'],
      description: 'Asks for consent again.',
    },
  ],
  apis: ['https://api.stripe.com/v1'],
  register: {
    url: 'https://dashboard.stripe.com/settings/connect',
    at: 'Connect settings, OAuth, Redirects. The client id (ca_…) stands there too; the client secret is your secret API key.',
  },
  redirect: 'One of those in the platform’s settings; http only with the test client id.',
  documentation: [
    { url: 'https://docs.stripe.com/connect/oauth-standard-accounts', read: '2026-11-22' },
    { url: 'https://docs.stripe.com/connect/oauth-reference', read: '2026-11-22' },
  ],
  unchecked: ['grants', 'authentication', 'pkce', 'scopeSeparator', 'parameters', 'apis'],
};
