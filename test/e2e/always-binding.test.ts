import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { click } from '../support/by-hand.ts';
import { press, speaksAs } from './support/demo-page.ts';
import { sees } from './support/sees.ts';
import { getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let page: Page;
let popup: Page;
beforeAll(async () => {
  dock = await openTokendock();
  await getToken(dock, 'alice');
  page = await dock.openPage(dock.api.origin);
  popup = await dock.openPopup();
  await click(popup, 'Use the token of alice');
  await click(popup, `Always for ${new URL(dock.api.origin).host}…`);
  await click(popup, 'Use it');
  await popup.waitForSelector('[role=switch][aria-checked=true]');
  await page.bringToFront();
  await page.reload();
});
afterAll(() => dock?.close());

async function turn(on: boolean): Promise<void> {
  await popup.bringToFront();
  await click(popup, 'Send the token from this tab');
  await popup.waitForSelector(`[role=switch][aria-checked=${on}]`);
}

test('“Always” goes on after the page was loaded anew, and in other tabs', async () => {
  await speaksAs(page, 'alice');
  await page.reload();
  await speaksAs(page, 'alice');
  const other = await dock.openPage(dock.api.origin);
  expect(await press(other, 'fetch')).toMatchObject({ user: 'alice' });
  await other.close();
});

test('I switch it off and on while the page stays open', async () => {
  await turn(false);
  await sees(popup, 'Switched off. No token goes into this page.');
  await speaksAs(page, undefined);
  await turn(true);
  await speaksAs(page, 'alice');
});
