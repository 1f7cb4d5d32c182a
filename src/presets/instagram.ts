import type { PresetEntry } from '../core/preset.ts';

export const instagram: PresetEntry = {
  name: 'Instagram',
  endpoints: {
    authorization_endpoint: 'https://www.instagram.com/oauth/authorize',
    token_endpoint: 'https://api.instagram.com/oauth/access_token',
    userinfo_endpoint: 'https://graph.instagram.com/me?fields=user_id,username',
  },
  grants: ['authorization_code'],
  authentication: ['client_secret_post'],
  pkce: 'none',
  scopeSeparator: ',',
  scopes: [
    { scope: 'instagram_business_basic', allows: 'Reads profile and media of the professional account.', asked: true },
    { scope: 'instagram_business_content_publish', allows: 'Publishes posts and reels.' },
    { scope: 'instagram_business_manage_comments', allows: 'Reads, answers, hides and deletes comments.' },
    { scope: 'instagram_business_manage_messages', allows: 'Reads and sends direct messages.' },
    { scope: 'instagram_business_manage_insights', allows: 'Reads the numbers of account and media.' },
  ],
  parameters: [
    {
      name: 'force_reauth',
      value: 'true',
      stage: 'authorize',
      place: 'query',
      on: false,
      values: ['true', 'false'],
      description: 'Asks for the password again.',
    },
    {
      name: 'enable_fb_login',
      value: '0',
      stage: 'authorize',
      place: 'query',
      on: false,
      values: ['0', '1'],
      description: '0 hides the way in by Facebook.',
    },
  ],
  deviations: {
    answers: {
      token: { within: 'data[0]' },
      'user info': { fields: { sub: 'user_id', name: 'username' } },
    },
    use: { query: 'access_token' },
  },
  apis: ['https://graph.instagram.com'],
  register: {
    url: 'https://developers.facebook.com/apps/',
    at: 'The app, Instagram, API setup with Instagram login, Business login settings, OAuth redirect URIs.',
  },
  redirect: 'The exact https URI; localhost is refused.',
  documentation: [
    {
      url: 'https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login',
      read: '2026-11-22',
    },
    {
      url: 'https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/get-started',
      read: '2026-11-22',
    },
  ],
  unchecked: ['grants', 'authentication', 'pkce', 'parameters', 'deviations', 'apis', 'redirect'],
  variants: [
    { name: 'sign-in' },
    {
      // The short-lived token of a sign-in is exchanged for one of 60 days, which is renewed by itself.
      name: 'long-lived token',
      endpoints: {
        token_endpoint: 'https://graph.instagram.com/access_token',
        refresh_endpoint: 'https://graph.instagram.com/refresh_access_token',
        userinfo_endpoint: 'https://graph.instagram.com/me?fields=user_id,username',
      },
      grants: ['urn:ietf:params:oauth:grant-type:token-exchange'],
      scopes: [],
      parameters: [],
      deviations: {
        requests: {
          token: {
            method: 'GET',
            parameters: {
              grant_type: { value: 'ig_exchange_token' },
              client_id: { place: 'nowhere' },
              subject_token: { name: 'access_token' },
              subject_token_type: { place: 'nowhere' },
            },
          },
          refresh: {
            method: 'GET',
            parameters: {
              grant_type: { value: 'ig_refresh_token' },
              client_id: { place: 'nowhere' },
              client_secret: { place: 'nowhere' },
              refresh_token: { name: 'access_token' },
            },
          },
        },
        answers: {
          token: { fields: { refresh_token: 'access_token' } },
          refresh: { fields: { refresh_token: 'access_token' } },
          'user info': { fields: { sub: 'user_id', name: 'username' } },
        },
        use: { query: 'access_token' },
      },
      documentation: [
        {
          url: 'https://developers.facebook.com/documentation/instagram-platform/reference/access_token',
          read: '2026-11-22',
        },
        {
          url: 'https://developers.facebook.com/documentation/instagram-platform/reference/refresh_access_token',
          read: '2026-11-22',
        },
      ],
      unchecked: ['pkce', 'apis', 'redirect'],
    },
  ],
};
