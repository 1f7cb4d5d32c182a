import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { click, shownText } from '../support/by-hand.ts';
import { sees } from './support/sees.ts';
import { machineDraftFor, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let popup: Page;
let host: string;
beforeAll(async () => {
  dock = await openTokendock();
  host = new URL(dock.server.issuer).host;
  await dock.send('profile.save', machineDraftFor(dock.server));
  popup = await dock.openPopup();
});
afterAll(() => dock?.close());

const json = 'application/json';

test.each([
  [
    'an error of its own',
    { status: 500, contentType: 'text/html', body: '<h1>Out of <b>pets</b></h1>' },
    () => `Out of pets ${host} answered with an error (500). The fault is on the server’s side.`,
  ],
  [
    'a web page',
    { status: 200, contentType: 'text/html', body: '<p>Please sign in' },
    () => `Please sign in ${host} answered with text/html instead of JSON. Check the token endpoint in the profile.`,
  ],
  [
    'half an answer',
    { status: 200, contentType: json, body: '{"access_token": "c3VwZXI' },
    () => `The answer of ${host} is broken JSON. Try again.`,
  ],
  [
    'a scope that it refuses',
    { status: 400, contentType: json, body: '{"error":"invalid_scope","error_description":"pets:read is for staff"}' },
    () => `invalid_scope: pets:read is for staff ${host} refused the scope. Remove the scope`,
  ],
  [
    'an error in its own words, and the secret in it',
    { status: 401, contentType: json, body: '{"error":"invalid_client","error_description":"machine-secret is old"}' },
    () => `invalid_client: •••• is old ${host} does not accept this client. Check client id, client secret`,
  ],
])('The token endpoint answers with %s: I read it where the token would stand', async (_what, answer, sentence) => {
  dock.server.failTokenEndpoint(answer);
  await click(popup, 'Get token');
  await sees(popup, sentence());
  expect(await shownText(popup)).not.toMatch(/machine-secret|c3VwZXI/);
  await click(popup, 'Dismiss');
});

test('When the server works again, “Try again” gets the token', async () => {
  dock.server.failTokenEndpoint({ status: 503, body: '' });
  await click(popup, 'Get token');
  await sees(popup, `HTTP 503 ${host} answered with an error (503).`);
  dock.server.restoreTokenEndpoint();
  await click(popup, 'Try again');
  await popup.waitForSelector('[aria-label="Use the token of machine"]');
});
