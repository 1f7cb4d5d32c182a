import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyDraft, type ProfileDraft } from '../../src/core/profile-draft.ts';
import { click } from '../support/by-hand.ts';
import { type OddServer, startOddServer } from '../support/odd-server.ts';
import { signedInAtOnce } from '../support/signed-in-at-once.ts';
import { sees } from './support/sees.ts';
import { openTokendock, type Tokendock } from './support/tokendock.ts';

// shared/seeds/003_5a2b72276f7d725c.txt: an app's authorization, with endpoints as requests of their own.

let dock: Tokendock;
let bench: Page;
let server: OddServer;
/** The JSON that came as a body. */
const bodyOf = (body: URLSearchParams) => JSON.parse([...body.keys()].join('&')) as Record<string, unknown>;

beforeAll(async () => {
  server = await startOddServer(({ body, headers, method, path }, { origin }) => {
    const url = new URL(path, origin);
    if (url.pathname === '/connect') {
      const { access_type, response_type, scope } = Object.fromEntries(url.searchParams);
      const isRight = access_type === 'offline' && response_type === 'code' && scope === 'read,write';
      return isRight ? signedInAtOnce(url, 'code-7') : { status: 400, body: `wrong: ${url.search}` };
    }
    if (method !== 'POST' || !headers['content-type']?.startsWith('application/json')) return { status: 415, body: '' };
    if (url.pathname === '/graph') {
      const isRight = headers.authorization === 'Bearer own-token' && headers['x-version'] === '2';
      if (!isRight || bodyOf(body).query !== '{ me }') return { status: 403, body: '' };
      return { json: { data: { me: { id: 7, login: 'dora' } } } };
    }
    const { app, key, grant } = bodyOf(body);
    if (app !== 'web' || key !== 'code-7' || grant !== 'authorization_code')
      return { status: 400, json: { error: 'no' } };
    return { headers: { 'Cache-Control': 'no-store' }, json: { access_token: 'own-token', token_type: 'Bearer' } };
  });
  dock = await openTokendock();
  const json = 'application/json';
  const draft: ProfileDraft = {
    ...emptyDraft('app'),
    name: 'App',
    client_id: 'web',
    scope: 'read,write',
    scopeSeparator: ',',
    code_challenge_method: 'none',
    endpoints: {
      authorization_endpoint: `${server.origin}/connect?response_type=code&access_type=offline`,
      token_endpoint: `${server.origin}/connect/token`,
      userinfo_endpoint: `${server.origin}/graph`,
    } as ProfileDraft['endpoints'],
    deviations: {
      requests: {
        token: { body: { contentType: json, text: '{"app":"{client_id}","key":"{code}","grant":"{grant_type}"}' } },
        'user info': {
          method: 'POST',
          add: [{ name: 'X-Version', value: '2', place: 'header' }],
          body: { contentType: json, text: '{"query":"{ me }"}' },
        },
      },
      answers: { 'user info': { fields: { sub: 'data.me.id', name: 'data.me.login' } } },
    },
  };
  await dock.send('profile.save', draft);
  bench = await dock.openWorkbench({ profileId: 'app', view: 'setup' });
});
afterAll(() => Promise.all([dock?.close(), server?.close()]));

test('The preview keeps the query of the URI, and shows both own requests', async () => {
  await sees(bench, '/connect ?response_type=code &access_type=offline');
  await sees(bench, '{"app":"web","key":"<code>","grant":"authorization_code"}');
  await sees(bench, 'User info request');
});

test('Scopes go with commas, and the token and its user come by requests of the app’s own', async () => {
  await click(bench, 'Get token');
  await click(bench, 'Tokens');
  await sees(bench, 'Token of dora');
  expect(server.requests.filter(({ path }) => path === '/graph')).toHaveLength(1);
});
