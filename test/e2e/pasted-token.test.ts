import type { TokenEndpointResponse } from 'oauth4webapi';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { choose, click, createProfile, fill } from '../support/by-hand.ts';
import { createTester } from '../support/tester.ts';
import { press } from './support/demo-page.ts';
import { paste } from './support/paste.ts';
import { patience } from './support/patience.ts';
import { sees, seesBriefly } from './support/sees.ts';
import { openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let bench: Page;
/** Got by another program. */
let got: TokenEndpointResponse;
beforeAll(async () => {
  dock = await openTokendock();
  const { issuer } = dock.server;
  const tester = await createTester(issuer, (await dock.status()).identityRedirectUri);
  got = await tester.getTokens('carol');
  bench = await dock.openWorkbench();
  await createProfile(bench, { name: 'Petstore', issuer, client_id: 'tester', scope: 'openid profile' });
});
afterAll(() => dock?.close());

test('I paste a token that I have, and Tokendock knows whose it is', async () => {
  await click(bench, 'Tokens');
  await click(bench, 'Paste a token');
  await click(bench, 'Keep it');
  await sees(bench, 'Paste the access token.');
  await fill(bench, { 'Access token': `Bearer ${got.access_token}`, 'Refresh token': String(got.refresh_token) });
  await click(bench, 'Keep it');
  await sees(bench, 'Token of carol');
});

test('I copy it', async () => {
  await click(bench, 'Copy the token of carol');
  await seesBriefly(bench, 'Copied', () => click(bench, 'Access token'));
  expect(await paste(dock)).toBe(got.access_token);
});

test('It is put into the requests of a page', async () => {
  await bench.bringToFront();
  await click(bench, 'Use the token of carol');
  await click(bench, 'Choose pages…');
  await fill(bench, { 'Requests to': `${dock.api.origin}/api/*`, 'Made by pages': `${dock.api.origin}/*` });
  await click(bench, 'Use it');
  await click(bench, 'Where it goes');
  await sees(bench, `${dock.api.origin}/api/*`);
  const page = await dock.openPage(dock.api.origin);
  expect(await press(page, 'fetch')).toEqual({ status: '200', user: 'carol' });
});

test('It is renewed with the refresh token that I pasted', async () => {
  await bench.bringToFront();
  await click(bench, 'Tokens');
  await choose(bench, 'Renew now', { of: 'carol' });
  const renewal = () => dock.server.requests.find(({ body }) => body.refresh_token === got.refresh_token);
  await vi.waitFor(() => expect(renewal()).toMatchObject({ status: 200 }), patience);
  const [token] = (await dock.status()).profiles[0]?.tokens ?? [];
  await vi.waitUntil(
    async () => (await dock.send('token.copy', { id: token?.id ?? '', as: 'token' })) !== got.access_token,
    patience,
  );
});
