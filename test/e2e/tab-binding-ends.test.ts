import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { useInThisTab } from '../support/by-hand.ts';
import { press } from './support/demo-page.ts';
import { patience } from './support/patience.ts';
import { getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

test('What I bound to a tab ends with the tab', async () => {
  await getToken(dock, 'alice');
  const page = await dock.openPage(dock.api.origin);
  await useInThisTab('alice', await dock.openPopup());
  await page.bringToFront();
  expect(await press(page, 'image')).toMatchObject({ user: 'alice' });
  await page.close();
  await vi.waitFor(async () => expect((await dock.status()).bindings).toEqual([]), patience);
  const next = await dock.openPage(dock.api.origin);
  expect(await press(next, 'image')).toMatchObject({ status: '401' });
});
