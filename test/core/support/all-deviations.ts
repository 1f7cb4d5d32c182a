import type { Deviations } from '../../../src/core/deviations.ts';

/** Every setting that there is, as a provider might want it. */
export const allDeviations = {
  requests: {
    token: {
      method: 'GET',
      body: { contentType: 'application/xml', text: '<code>{code}</code>' },
      parameters: { client_id: { name: 'appid' }, '*': { place: 'query' }, scope: { place: 'nowhere' } },
      add: [{ name: 'X-Version', value: '2', place: 'header' }],
    },
    refresh: { body: 'multipart' },
  },
  answers: {
    token: {
      success: 'ok=true',
      failure: 'errcode',
      within: 'data[0]',
      fields: { access_token: 'data.token' },
      unit: 'milliseconds',
      tokens: [{ name: 'User token', path: 'authed_user' }],
    },
  },
  callback: { parameters: { code: 'auth_code' }, anyCaseState: true },
  tokenHost: { parameter: 'accounts-server', origins: ['https://accounts.example.eu'] },
  challenge: 'hex',
  origin: 'keep',
  emptyBasic: true,
  introspectAs: { client_id: 'api' },
  use: { header: 'X-Access-Token', scheme: '', headers: { 'Client-Id': '{client_id}' }, query: 'access_token' },
  userInfo: { header: 'X-User-Token', scheme: 'token', query: 'oauth_token' },
} as const satisfies Record<string, unknown> & { [Name in keyof Deviations]: unknown };
