import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useInThisTab } from '../support/by-hand.ts';
import { press } from './support/demo-page.ts';
import { getToken, openTokendock, signInAgain, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
const tabs: Record<string, Page> = {};
const users = ['alice', 'bob'];
beforeAll(async () => {
  dock = await openTokendock();
  for (const user of users) await getToken(dock, user, signInAgain(dock.server));
  for (const user of users) {
    tabs[user] = await dock.openPage(dock.api.origin);
    await useInThisTab(user, await dock.openPopup());
  }
});
afterAll(() => dock?.close());

test.each(users)('Two tabs show the same page, each speaks as its own user: %s', async (user) => {
  const page = tabs[user] as Page;
  await page.bringToFront();
  await page.reload();
  for (const kind of ['fetch', 'xhr', 'image', 'websocket']) expect(await press(page, kind)).toMatchObject({ user });
});
