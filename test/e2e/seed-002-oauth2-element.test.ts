import { readFile } from 'node:fs/promises';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { click, fill, saveForm } from '../support/by-hand.ts';
import { type OddServer, startOddServer } from '../support/odd-server.ts';
import { signedInAtOnce } from '../support/signed-in-at-once.ts';
import { patience } from './support/patience.ts';
import { sees } from './support/sees.ts';
import { openTokendock, type Tokendock } from './support/tokendock.ts';

// shared/seeds/002_ef3fdd24f4ddb0b5.txt: the `<oauth2>` element, by the document's own example.

let dock: Tokendock;
let bench: Page;
let server: OddServer;
let example: string;
beforeAll(async () => {
  server = await startOddServer(({ body, headers, path }, { origin }) => {
    const url = new URL(path, origin);
    const isOurs = body.get('client_id') === 'crm' && body.get('client_secret') === 'hush';
    switch (url.pathname) {
      case '/oauth/v2.0/auth':
        if (url.searchParams.get('access_type') !== 'online') return { status: 400, body: 'access_type is required' };
        return signedInAtOnce(url);
      case '/oauth/v2.0/token':
        if (!isOurs) return { status: 401, json: { error: 'invalid_client' } };
        return {
          headers: { 'Cache-Control': 'no-store' },
          json: {
            access_token: 'crm-token',
            refresh_token: 'crm-again',
            expires_in: 3600,
            api_domain: 'https://www.zohoapis.example',
            token_type: 'Bearer',
          },
        };
      default:
        // <authentication location="param" type="oauth2" name="Authorization" … />
        if (headers.authorization !== undefined) return { status: 401, body: '' };
        if (url.searchParams.get('Authorization') !== 'crm-token') return { status: 401, body: '' };
        return { json: { First_Name: 'Alice', Display_Name: 'Alice A.', ZUID: 4711, Email: 'alice@acme.example' } };
    }
  });
  const fixture = await readFile(new URL('../formats/fixtures/oauth2-element.xml', import.meta.url), 'utf8');
  example = fixture.replaceAll('https://accounts.travel_bureau.com', server.origin);
  dock = await openTokendock();
  bench = await dock.openWorkbench();
});
afterAll(() => Promise.all([dock?.close(), server?.close()]));

test('The document’s own example is recognised, and opened in the form', async () => {
  await click(bench, 'Import');
  await fill(bench, { 'Text to import': example });
  await click(bench, 'Read it');
  await sees(bench, 'Recognised as an <oauth2> element: 1 profile.');
  await sees(bench, 'Everything was understood.');
  await sees(bench, 'access_type can be offline or online: offline was chosen.');
  await click(bench, 'Open in the form');
  await sees(bench, `access_type=offline`);
});

test('I choose among the values that it allows, and get a token', async () => {
  await fill(bench, { 'Client id': 'crm', 'Client secret': 'hush' });
  await vi.waitFor(async () => {
    const [draft] = (await dock.status()).drafts;
    expect(draft).toMatchObject({ visibility: 'internal', baseUriField: 'api_domain' });
    expect(draft?.parameters).toMatchObject([{ name: 'access_type', values: ['offline', 'online'] }]);
  }, patience);
  await fill(bench, { 'Value of parameter 1': 'online' });
  await saveForm(bench);
  await click(bench, 'Get token');
  await click(bench, 'Tokens');
  await sees(bench, 'Token of Alice A.');
});

test('The field that says where the API is, is proposed and explained', async () => {
  expect((await dock.status()).profiles[0]?.tokens[0]?.api).toBe('https://www.zohoapis.example/*');
  await sees(bench, 'Domain name of the API. Use this domain in your requests');
});

test('Its authentication URL checks the token and shows the user', async () => {
  await click(bench, 'Check token');
  await sees(bench, 'The server takes it, and says whose it is.');
  await sees(bench, 'alice@acme.example');
});
