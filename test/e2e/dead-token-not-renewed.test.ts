import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowOf } from './support/activity.ts';
import { getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

test('A renewal that fails lets the call go, and the row says so', async () => {
  const { id: tokenId, obtainedAt } = await getToken(dock, 'alice');
  await dock.send('binding.add', { tokenId, api: [`${dock.api.origin}/api/*`], pages: [`${dock.api.origin}/*`] });
  const page = await dock.openPage(dock.api.origin);
  await page.evaluate(() => fetch('/api/whoami'));
  dock.api.refuseSeenTokens();
  dock.server.failTokenEndpoint({ status: 500 });
  // No token is renewed within its first second.
  await page.waitForFunction((from) => Date.now() > from, {}, obtainedAt + 1_000);
  expect(await page.evaluate(async () => (await fetch('/api/pets')).status)).toBe(401);
  expect(await rowOf(dock, '/api/pets')).toMatchObject({ status: 401, did: 'added', why: 'no_token' });
  expect(dock.api.requests.filter(({ path }) => path === '/api/pets')).toHaveLength(1);
});
