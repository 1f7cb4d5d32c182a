import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { click, fill } from '../support/by-hand.ts';
import { patience } from './support/patience.ts';
import { sees } from './support/sees.ts';
import { openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let bench: Page;
beforeAll(async () => {
  dock = await openTokendock();
  bench = await dock.openWorkbench();
});
afterAll(() => dock?.close());

async function read(text: string): Promise<void> {
  await click(bench, 'Import');
  await fill(bench, { 'Text to import': text });
  await click(bench, 'Read it');
}

test('I paste an API’s description in YAML, and get its profiles', async () => {
  await read(`openapi: 3.1.0
info:
  title: Petstore
servers:
  - url: https://api.petstore.example/v1
components:
  securitySchemes:
    petstore:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: https://id.petstore.example/token
          scopes:
            pets:read: Reads pets
`);
  await sees(bench, 'Recognised as an OpenAPI document: 1 profile.');
  await click(bench, 'Open in the form');
  await vi.waitFor(
    async () =>
      expect((await dock.status()).drafts[0]).toMatchObject({
        name: 'Petstore',
        endpoints: { token_endpoint: 'https://id.petstore.example/token' },
        scope: 'pets:read',
        baseUri: 'https://api.petstore.example/v1',
      }),
    patience,
  );
});

test('A mistake in it is said, with its line', async () => {
  await read('openapi: 3.1.0\ninfo: [');
  await sees(bench, 'This can’t be read as an OpenAPI or Swagger document: its line 2 is not YAML.');
});

test('A document made to grow without end is refused', async () => {
  const levels = [...'bcdefghij'].map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[at]}`)}]`);
  await read(['openapi: 3.1.0', 'a: &a [x]', ...levels].join('\n'));
  await sees(bench, 'it refers to its own parts too often');
});
