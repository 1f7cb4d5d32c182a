import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { choose, click, useInThisTab } from '../support/by-hand.ts';
import { agreeToHosts } from './support/agree-to-hosts.ts';
import { press } from './support/demo-page.ts';
import { sees, seesNoMore } from './support/sees.ts';
import { machineDraftFor, openTokendock, type Tokendock } from './support/tokendock.ts';
import { closeTruePopup, pressToolbarButton } from './support/toolbar-button.ts';

let dock: Tokendock;
let page: Page;
let popup: Page;
beforeAll(async () => {
  dock = await openTokendock({ hosts: 'asked' });
  await agreeToHosts(dock);
  await dock.send('profile.save', machineDraftFor(dock.server));
  page = await dock.openPage(dock.api.origin);
  await pressToolbarButton(dock, page);
  await closeTruePopup(dock);
  popup = await dock.openPopup();
  await click(popup, 'Get token');
  await useInThisTab('machine', popup);
  await page.bringToFront();
  await page.reload();
});
afterAll(() => dock?.close());

type Extension = { chrome: { permissions: { remove(what: { origins: string[] }): Promise<boolean> } } };

async function apiSees(): Promise<(string | undefined)[]> {
  await page.bringToFront();
  return [(await press(page, 'fetch')).user, (await press(page, 'image')).user];
}

async function takeAway(): Promise<void> {
  await dock.own.evaluate(() =>
    (globalThis as unknown as Extension).chrome.permissions.remove({ origins: ['http://localhost/*'] }),
  );
  await popup.bringToFront();
  await sees(popup, 'Tokendock may not work on localhost yet.');
}

test('I take the permission away: the page gets nothing, until I allow it again', async () => {
  expect(await apiSees()).toEqual(['machine', 'machine']);
  await takeAway();
  expect(await apiSees()).toEqual([undefined, undefined]);
  await popup.bringToFront();
  await click(popup, 'Allow');
  await seesNoMore(popup, 'may not work on');
  expect(await apiSees()).toEqual(['machine', 'machine']);
});

test('A renewal that comes by itself says what is missing, one by hand asks for it', async () => {
  await takeAway();
  const [token] = (await dock.status()).profiles.flatMap(({ tokens }) => tokens);
  await dock.send('token.renew', { id: String(token?.id) }).catch(() => 'it fails, as it should');
  await sees(popup, 'Not renewed. Tokendock may not talk to localhost yet.');
  await choose(popup, 'Renew now', { of: 'machine' });
  await seesNoMore(popup, 'Not renewed.');
});
