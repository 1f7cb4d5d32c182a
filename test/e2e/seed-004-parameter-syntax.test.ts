import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { click, fill, saveForm } from '../support/by-hand.ts';
import { type OddServer, startOddServer } from '../support/odd-server.ts';
import { grant } from '../support/strict/strict-endpoint.ts';
import { paste } from './support/paste.ts';
import { patience } from './support/patience.ts';
import { sees, seesBriefly } from './support/sees.ts';
import { openTokendock, type Tokendock } from './support/tokendock.ts';

// shared/seeds/004_ea6870f281364356.txt: the syntax of parameters, and five flows as raw requests.

let dock: Tokendock;
let bench: Page;
let server: OddServer;
beforeAll(async () => {
  server = await startOddServer(({ body }) =>
    body.get('client_secret') === 'APP_SECRET' && body.get('grant_type') === 'client_credentials'
      ? grant()
      : { status: 401, json: { error: 'invalid_client' } },
  );
  dock = await openTokendock();
  bench = await dock.openWorkbench();
});
afterAll(() => Promise.all([dock?.close(), server?.close()]));

async function read(text: string): Promise<void> {
  await click(bench, 'Import');
  await fill(bench, { 'Text to import': text });
  await click(bench, 'Read it');
  await sees(bench, 'Recognised as parameters or requests: 1 profile.');
  await click(bench, 'Open in the form');
}

const draft = async () => (await dock.status()).drafts[0];
const form = 'Content-Type: application/x-www-form-urlencoded';
const client = 'client_id=[APP_KEY]&client_secret=[APP_SECRET]';
const callback = 'https%3A%2F%2Fclient%2Eexample%2Ecom%2Fcb';

test('The client credentials grant is pasted as a raw request, and gets a token', async () => {
  await read(
    `POST /token HTTP/1.1\nHost: ${server.host}\n${form}\n\ngrant_type=client_credentials&client_id=APP_KEY&client_secret=APP_SECRET`,
  );
  await sees(bench, `POST /token HTTP/1.1 Host: ${server.host}`);
  await sees(bench, 'grant_type=client_credentials');
  await saveForm(bench);
  await click(bench, 'Get token');
  await click(bench, 'Tokens');
  await sees(bench, 'Token of APP_KEY');
});

test.each([
  [
    'the password grant',
    `POST /token HTTP/1.1\nHost: server.example.com\n${form}\ngrant_type=password&username=[USERNAME]&password=[PASSWORD]\n&${client}`,
    'password',
    'POST /token HTTP/1.1',
  ],
  [
    'the authorization code grant, both steps',
    `GET /authorize?response_type=code&client_id=[APP_KEY]&state=[RANDOM_STRING]\n&redirect_uri=${callback}\n&scope=[OPTIONAL_SCOPES] HTTP/1.1\nHost: server.example.com\nStep 2\nPOST /token HTTP/1.1\nHost: server.example.com\n${form}\ngrant_type=authorization_code&code=[CODE_FROM_STEP1]\n&${client}\n&redirect_uri=${callback}`,
    'authorization_code',
    'GET /authorize ?response_type=code',
  ],
  [
    'the renewal',
    `POST /token HTTP/1.1\nHost: server.example.com\n${form}\ngrant_type=refresh_token&refresh_token=[REFRESH_TOKEN]\n&${client}`,
    'authorization_code',
    'Refresh request',
  ],
  [
    'the implicit grant',
    `Host: server.example.com\nHTTP/1.1\nGET /authorize?response_type=token&client_id=[APP_KEY]&state=[OPTIONAL_STATE]\n&redirect_uri=${callback}&scope=[OPTIONAL_SCOPES]`,
    'implicit',
    'GET /authorize ?response_type=token',
  ],
])('I paste %s as the document prints it, and see it printed so', async (_, text, grant_type, shown) => {
  await read(text);
  await vi.waitFor(async () => expect((await draft())?.grant_type).toBe(grant_type), patience);
  await sees(bench, shown);
  await sees(bench, 'Host: server.example.com');
});

test('I paste parameters alone, and a curl command', async () => {
  await read(`grant_type=client_credentials&client_id=a&client_secret=b&token_url=${server.origin}/token`);
  await vi.waitFor(async () => expect((await draft())?.client_id).toBe('a'), patience);
  await read(`curl ${server.origin}/token -u key:hush -d grant_type=client_credentials -d scope=pets:read`);
  await vi.waitFor(async () => expect((await draft())?.client_id).toBe('key'), patience);
  expect(await draft()).toMatchObject({ token_endpoint_auth_method: 'client_secret_basic', scope: 'pets:read' });
});

test('The previewed request is copied as curl', async () => {
  await click(bench, 'Copy as: Token request');
  await seesBriefly(bench, 'Copied', () => click(bench, 'curl'));
  expect(await paste(dock)).toContain(`curl '${server.origin}/token'`);
});

test('What is no OAuth at all is said to be so, and stays in the box', async () => {
  await bench.bringToFront();
  await click(bench, 'Import');
  await fill(bench, { 'Text to import': 'Good morning' });
  await click(bench, 'Read it');
  await sees(bench, 'nothing in it is a word of OAuth');
  expect(await bench.$eval('textarea', ({ value }) => value)).toBe('Good morning');
});
