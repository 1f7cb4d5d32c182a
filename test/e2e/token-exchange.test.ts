import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { click, fill, saveForm, unfold } from '../support/by-hand.ts';
import type { OddServer } from '../support/odd-server.ts';
import { strictClient } from '../support/strict/strict-endpoint.ts';
import { startTokenExchangeServer, tokenExchange } from '../support/strict/token-exchange-server.ts';
import { sees } from './support/sees.ts';
import { machineDraftFor, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let bench: Page;
let server: OddServer;
beforeAll(async () => {
  server = await startTokenExchangeServer();
  dock = await openTokendock();
  // Tokendock holds a token that the server can exchange.
  await dock.send('profile.save', machineDraftFor(dock.server, { id: 'source', name: 'Source', client_id: 'alice' }));
  await dock.send('token.paste', {
    profileId: 'source',
    access_token: 'subject-of-alice',
    refresh_token: '',
    id_token: '',
    expires_in: '600',
  });
  bench = await dock.openWorkbench();
});
afterAll(() => Promise.all([dock?.close(), server?.close()]));

test('I exchange a token that Tokendock keeps, for somebody who acts for its user', async () => {
  await click(bench, 'New profile');
  await fill(bench, {
    Name: 'Exchange',
    'Client id': strictClient.client_id,
    Grant: 'Token exchange',
    'Token to exchange': 'alice · Source',
    'Client secret': strictClient.client_secret,
    'Client authentication': 'Secret in a Basic header',
  });
  await unfold(bench, 'Somebody else acts for them');
  await fill(bench, { 'Actor token: Token': 'actor-of-desk' });
  await unfold(bench, 'More');
  await fill(bench, { 'Token URL': `${server.origin}/token` });
  await saveForm(bench);
  await click(bench, 'Get token');
  await click(bench, 'Tokens');
  await sees(bench, 'Token of strict-client');
  expect(Object.fromEntries(server.requests[0]?.body ?? [])).toMatchObject({
    grant_type: tokenExchange,
    subject_token: 'subject-of-alice',
    subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    actor_token: 'actor-of-desk',
    actor_token_type: 'urn:ietf:params:oauth:token-type:access_token',
  });
});

test('The token’s details name what the server issued', async () => {
  await sees(bench, 'issued_token_type urn:ietf:params:oauth:token-type:access_token');
});
