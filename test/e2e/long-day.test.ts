import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mostRows } from '../../src/core/activity.ts';
import { heapIn, heapOfBackground } from './support/heap.ts';
import { storedRecords } from './support/stored-records.ts';
import { browserName, getToken, machineDraftFor, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let page: Page;
beforeAll(async () => {
  dock = await openTokendock();
  const { id } = await getToken(dock, 'alice');
  await dock.send('binding.add', { tokenId: id, api: [`${dock.api.origin}/api/*`], pages: [`${dock.api.origin}/*`] });
  await dock.send('profile.save', machineDraftFor(dock.server));
  page = await dock.openPage(dock.api.origin);
});
afterAll(() => dock?.close());

async function logIn(times: number): Promise<void> {
  for (let login = 0; login < times; login++) await dock.send('login.start', { profileId: 'machine' });
}

/** Ten at a time, each to another URL. */
async function call(times: number): Promise<void> {
  const statuses = await page.evaluate(async (times) => {
    const seen = new Set<number>();
    for (let at = 0; at < times; at += 10)
      await Promise.all(
        Array.from({ length: 10 }, async (_, each) => seen.add((await fetch(`/api/pets?call=${at + each}`)).status)),
      );
    return [...seen];
  }, times);
  expect(statuses).toEqual([200]);
}

/** Firefox tells nobody from outside what an extension's memory holds. */
const heaps = async () =>
  browserName === 'chromium' ? [await heapOfBackground(dock), await heapIn(await page.createCDPSession())] : [];

// The full numbers are tried without a browser, in `bounded.test.ts`: 10,000 logins, 100,000 calls.
test('I log in and call an API again and again: there are not more records for it, and not more memory is held', async () => {
  // More than what is kept of either: 20 traces, a thousand calls.
  const some = async () => {
    await logIn(22);
    await call(1_100);
    return { heaps: await heaps(), stored: (await storedRecords(dock)).records };
  };
  const before = await some();
  const after = await some();
  const counts = ({ stored }: typeof before) => Object.entries(stored).map(([name, ids]) => [name, ids.length]);
  expect(counts(after)).toEqual(counts(before));
  expect(after.stored.traces?.length).toBeLessThanOrEqual(22);
  expect((await dock.send('activity.list', undefined)).length).toBeLessThanOrEqual(mostRows + 100);
  // The rows of one round alone would be more, if all were held.
  for (const [index, heap] of after.heaps.entries()) expect(heap - (before.heaps[index] ?? 0)).toBeLessThan(300_000);
}, 180_000);
