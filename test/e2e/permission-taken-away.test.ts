import type { Page } from 'puppeteer';
import { afterAll, beforeAll, test } from 'vitest';
import { choose, click, useInThisTab } from '../support/by-hand.ts';
import { agreeToHosts } from './support/agree-to-hosts.ts';
import { speaksAs } from './support/demo-page.ts';
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

async function takeAway(): Promise<void> {
  await dock.own.evaluate(() =>
    (globalThis as unknown as Extension).chrome.permissions.remove({ origins: ['http://localhost/*'] }),
  );
  await popup.bringToFront();
  await sees(popup, 'Tokendock may not work on localhost yet.');
}

test('I take the permission away: the page gets nothing, until I allow it again', async () => {
  await speaksAs(page, 'machine');
  await takeAway();
  await speaksAs(page, undefined);
  await popup.bringToFront();
  await click(popup, 'Allow');
  await seesNoMore(popup, 'may not work on');
  await speaksAs(page, 'machine');
});

test('A renewal that comes by itself says what is missing, one by hand asks for it', async () => {
  await takeAway();
  const [token] = (await dock.status()).profiles.flatMap(({ tokens }) => tokens);
  await dock.send('token.renew', { id: String(token?.id) }).catch(() => 'it fails, as it should');
  await sees(popup, 'Not renewed. Tokendock may not talk to localhost yet.');
  await choose(popup, 'Renew now', { of: 'machine' });
  await seesNoMore(popup, 'Not renewed.');
});
