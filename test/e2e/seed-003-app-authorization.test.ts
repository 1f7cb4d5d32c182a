import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyDraft, type ProfileDraft } from '../../src/core/profile-draft.ts';
import { click, fill, saveForm, unfold } from '../support/by-hand.ts';
import { type OddAnswer, type OddServer, startOddServer } from '../support/odd-server.ts';
import { signedInAtOnce } from '../support/signed-in-at-once.ts';
import { sees } from './support/sees.ts';
import { openTokendock, type Tokendock } from './support/tokendock.ts';

// shared/seeds/003_5a2b72276f7d725c.txt: an app's authorization, with endpoints as requests of their own.

let dock: Tokendock;
let bench: Page;
let server: OddServer;
/** The JSON that came as a body. */
const bodyOf = (body: URLSearchParams) => JSON.parse([...body.keys()].join('&')) as Record<string, unknown>;
const tokenOf = (code: unknown): OddAnswer =>
  code === 'code-7'
    ? { headers: { 'Cache-Control': 'no-store' }, json: { access_token: 'own-token', token_type: 'Bearer' } }
    : { status: 400, json: { error: 'no' } };

beforeAll(async () => {
  server = await startOddServer(({ body, headers, method, path }, { origin }) => {
    const url = new URL(path, origin);
    if (url.pathname === '/connect') {
      const { access_type, response_type, scope } = Object.fromEntries(url.searchParams);
      const isRight = access_type === 'offline' && response_type === 'code' && scope === 'read,write';
      return isRight ? signedInAtOnce(url, 'code-7') : { status: 400, body: `wrong: ${url.search}` };
    }
    if (url.pathname === '/connect/form') return tokenOf(body.get('code'));
    if (method !== 'POST' || !headers['content-type']?.startsWith('application/json')) return { status: 415, body: '' };
    if (url.pathname === '/graph') {
      const isRight = headers.authorization === 'Bearer own-token' && headers['x-version'] === '2';
      if (!isRight || bodyOf(body).query !== '{ me }') return { status: 403, body: '' };
      return { json: { data: { me: { id: 7, login: 'dora' } } } };
    }
    const { app, key, grant } = bodyOf(body);
    return tokenOf(app === 'web' && grant === 'authorization_code' ? key : undefined);
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

test('The request for the user is described in the form: its method, headers, query and body', async () => {
  await click(bench, 'New profile');
  await fill(bench, {
    Name: 'By hand',
    'Client id': 'web',
    Scope: 'read,write',
    'Between two scopes': 'Comma',
  });
  await unfold(bench, 'More');
  await fill(bench, {
    'Authorization URL': `${server.origin}/connect?response_type=code&access_type=offline`,
    'Token URL': `${server.origin}/connect/form`,
  });
  await unfold(bench, 'Other endpoints');
  await fill(bench, { 'User info URL': `${server.origin}/graph` });
  await describe('Method', { Method: 'POST' });
  await describe('Further parameters and headers', { 'Name 1': 'X-Version', 'Value 1': '2', 'Place 1': 'Header' });
  await click(bench, 'Add one more');
  await fill(bench, { 'Name 2': 'by', 'Value 2': '{client_id}', 'Place 2': 'Query' });
  const template = { Body: 'A text of your own', 'Content type': 'application/json', Text: '{"query":"{ me }"}' };
  await describe('Form of the body', template);
  await describe('Fields elsewhere', { 'Field 1': 'sub', 'Path 1': 'data.me.login' });
  await sees(bench, 'POST /graph ?by=web');
  await saveForm(bench);
  await click(bench, 'Get token');
  await click(bench, 'Tokens');
  await sees(bench, 'Token of dora');
  expect(server.requests.at(-1)?.path).toBe('/graph?by=web');
});

/** Says of the request for the user how it differs. */
async function describe(title: string, fields: Record<string, string>): Promise<void> {
  await click(bench, 'Add a deviation…');
  await fill(bench, { 'Find a deviation': title });
  await click(bench, title);
  await fill(bench, { [`${title}: for which request`]: 'user info' });
  await fill(bench, fields);
}
