import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { press } from './support/demo-page.ts';
import { getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let page: Page;
beforeAll(async () => {
  dock = await openTokendock();
  const { id: tokenId } = await getToken(dock, 'alice');
  await dock.send('binding.add', { tokenId, api: [`${dock.api.origin}/api/*`], pages: [`${dock.api.origin}/*`] });
  page = await dock.openPage(dock.api.origin);
});
afterAll(() => dock?.close());

const kinds = ['image', 'iframe', 'event-source', 'websocket', 'beacon', 'worker', 'script', 'stylesheet'];

test.each(kinds)('The header reaches the API in requests that no page script makes: %s', async (kind) => {
  expect(await press(page, kind)).toEqual({ status: kind === 'websocket' ? '101' : '200', user: 'alice' });
});
