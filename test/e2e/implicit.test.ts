import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginProfile, click, fill, saveForm, unfold } from '../support/by-hand.ts';
import { type OddServer, startOddServer } from '../support/odd-server.ts';
import { sees } from './support/sees.ts';
import { openTokendock, signInByHand, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let bench: Page;
let old: OddServer;
beforeAll(async () => {
  dock = await openTokendock();
  old = await startOddServer(({ path }, { origin }) => {
    const { searchParams } = new URL(path, origin);
    const asked = Object.fromEntries(searchParams);
    const right = asked.response_type === 'token' && asked.client_id === 'single-page' && !('code_challenge' in asked);
    const answer = right
      ? { access_token: 'from-the-fragment', token_type: 'bearer', expires_in: '60', state: asked.state ?? '' }
      : { error: 'invalid_request', state: asked.state ?? '' };
    return { status: 302, headers: { location: `${asked.redirect_uri}#${new URLSearchParams(answer)}` } };
  });
  bench = await dock.openWorkbench();
});
afterAll(() => Promise.all([dock?.close(), old?.close()]));

test('The token and the ID token come in the fragment, and the ID token is checked', async () => {
  await beginProfile(bench, { name: 'Before PKCE', issuer: dock.server.issuer });
  await fill(bench, {
    'Client id': 'tester-implicit',
    Grant: 'Implicit',
    'Response type': 'id_token token',
    Scope: 'openid profile',
  });
  await saveForm(bench);
  await signInByHand(dock, bench, 'bob');
  await click(bench, 'Tokens');
  await sees(bench, 'Token of bob');
  await sees(bench, '✓ Signature and claims are good.');
  expect(dock.server.requests.filter(({ path }) => path === '/token')).toEqual([]);
});

test('A plain OAuth server sends just a token in the fragment', async () => {
  await click(bench, 'New profile');
  await fill(bench, { Name: 'Plain', 'Client id': 'single-page', Grant: 'Implicit', 'Response type': 'token' });
  await unfold(bench, 'More');
  await fill(bench, { 'Authorization URL': `${old.origin}/authorize` });
  await saveForm(bench);
  await click(bench, 'Get token');
  await click(bench, 'Tokens');
  await sees(bench, 'Token of User 1');
});
