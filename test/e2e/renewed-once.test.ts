import { afterAll, beforeAll, expect, test } from 'vitest';
import { getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock({ accessTokenSeconds: 1 });
});
afterAll(() => dock?.close());

test('50 calls at once with an expired token: renewed by one request, and all of them succeed', async () => {
  const { id: tokenId, expiresAt = 0 } = await getToken(dock, 'alice');
  const release = dock.server.holdTokenEndpoint();
  dock.server.accessTokenSeconds = 3600;
  await dock.send('binding.add', { tokenId, api: [`${dock.api.origin}/api/*`], pages: [`${dock.api.origin}/*`] });
  const page = await dock.openPage(dock.api.origin);
  await page.waitForFunction((end) => Date.now() > end, {}, expiresAt);
  const statuses = page.evaluate(() =>
    Promise.all(Array.from({ length: 50 }, async () => (await fetch('/api/pets')).status)),
  );
  await page.evaluate(() => 'all 50 are on their way');
  expect(dock.api.requests.filter(({ path }) => path === '/api/pets')).toEqual([]);
  release();
  expect(new Set(await statuses)).toEqual(new Set([200]));
  expect(dock.server.requests.filter(({ body }) => body.grant_type === 'refresh_token')).toHaveLength(1);
});
