import { afterAll, beforeAll, expect, test } from 'vitest';
import { getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock({ accessTokenSeconds: 1 });
});
afterAll(() => dock?.close());

test('Calls of ten tabs at once with an expired token: renewed by one request, and all of them succeed', async () => {
  const { id: tokenId, expiresAt = 0 } = await getToken(dock, 'alice');
  const release = dock.server.holdTokenEndpoint();
  dock.server.accessTokenSeconds = 3600;
  await dock.send('binding.add', { tokenId, api: [`${dock.api.origin}/api/*`], pages: [`${dock.api.origin}/*`] });
  const pages = [];
  for (let tab = 0; tab < 10; tab++) pages.push(await dock.openPage(dock.api.origin));
  await pages[0]?.waitForFunction((end) => Date.now() > end, {}, expiresAt);
  const statuses = pages.map((page) =>
    page.evaluate(() => Promise.all(Array.from({ length: 50 }, async () => (await fetch('/api/pets')).status))),
  );
  for (const page of pages) await page.evaluate(() => 'all 50 are on their way');
  expect(dock.api.requests.filter(({ path }) => path === '/api/pets')).toEqual([]);
  release();
  expect(new Set((await Promise.all(statuses)).flat())).toEqual(new Set([200]));
  expect(dock.api.requests.filter(({ path }) => path === '/api/pets')).toHaveLength(500);
  expect(dock.server.requests.filter(({ body }) => body.grant_type === 'refresh_token')).toHaveLength(1);
});
