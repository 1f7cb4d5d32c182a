import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { click } from '../support/by-hand.ts';
import { sees } from './support/sees.ts';
import { getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let bench: Page;
beforeAll(async () => {
  dock = await openTokendock();
  await getToken(dock, 'alice');
  bench = await dock.openWorkbench({ profileId: 'petstore', view: 'tokens' });
});
afterAll(() => dock?.close());

test('I ask the server about a token, and read that it is active', async () => {
  await click(bench, 'Introspect');
  await sees(bench, 'The server says: this token is active.');
  await sees(bench, 'client_id client tester');
  expect(dock.server.requests.filter(({ path }) => path === '/introspect')).toMatchObject([{ status: 200 }]);
});

test('After the server has revoked it, I read that it is not active', async () => {
  await dock.server.revokeGrants('alice');
  await click(bench, 'Introspect');
  await sees(bench, 'The server says: this token is not active.');
});
