import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { click, fill } from '../support/by-hand.ts';
import { rowsWhen, type ShownRow, untilWatched } from './support/activity.ts';
import { barriers } from './support/axe.ts';
import { press } from './support/demo-page.ts';
import { openPanel } from './support/developer-tools.ts';
import { frontTab } from './support/front-tab.ts';
import { patience } from './support/patience.ts';
import { sees } from './support/sees.ts';
import { showIn } from './support/theme.ts';
import { getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

const passphrase = 'correct horse battery staple';
let dock: Tokendock;
let page: Page;
beforeAll(async () => {
  dock = await openTokendock();
  const { id: tokenId } = await getToken(dock, 'alice');
  const pages = [`${dock.api.origin}/*`];
  await dock.send('binding.add', { tokenId, api: [`${dock.api.origin}/api/*`], pages });
  page = await dock.openPage(dock.api.origin);
});
afterAll(() => dock?.close());

test('The browser’s developer tools have a panel with the requests of the page that they are about', async () => {
  const panel = await openPanel(dock, page);
  // A call may have waited a moment.
  const read = async () => (await panel.text()).replace(/ \+\d+ ms/g, '');
  const shows = (words: string) =>
    vi
      .waitUntil(async () => (await read()).includes(words), patience)
      .catch(async () => {
        throw new Error(`“${words}” is not shown, but: ${await panel.text()}`);
      });
  await shows('No request yet.');
  await untilWatched(dock, () => press(page, 'fetch'));
  await shows('No request yet.');
  await press(page, 'fetch');
  await shows('fetch · page mode · seen as it left A alice Token sent 200');
  await press(page, 'image');
  await shows('image · page mode · seen as it left A alice Token sent 200');
  await shows('2 requests');
  await panel.close();
});

test('The panel is about its own tab only, and everybody can use it, in light and in dark', async () => {
  const other = await dock.openPage(dock.api.origin);
  const tabId = await frontTab(dock.own);
  const panel = await dock.running.openExtensionPage(`panel.html?tab=${tabId}`);
  await panel.bringToFront();
  await sees(panel, 'No request yet.');
  await other.bringToFront();
  await untilWatched(dock, () => press(other, 'xhr'));
  await press(other, 'xhr');
  await page.bringToFront();
  await press(page, 'image');
  await panel.bringToFront();
  const about = 'XMLHttpRequest · page mode · seen as it left';
  expect(await rowsWhen(panel, ([row]) => row?.about === about)).toMatchObject([{ user: 'alice', status: '200' }]);
  await showIn('light', panel);
  expect(await barriers(panel)).toEqual({});
  await showIn('dark', panel);
  expect(await barriers(panel)).toEqual({});
  await click(panel, 'Clear');
  await sees(panel, 'No request yet.');
});

test('While Tokendock is locked the panel shows none of it, and shows it again afterwards', async () => {
  await page.bringToFront();
  const panel = await dock.running.openExtensionPage(`panel.html?tab=${await frontTab(dock.own)}`);
  await page.bringToFront();
  await press(page, 'fetch');
  await panel.bringToFront();
  const isThere = ([row]: ShownRow[]) => row?.about === 'fetch · page mode · seen as it left' && row.status === '200';
  const before = await rowsWhen(panel, isThere);
  const bench = await dock.openWorkbench({ view: 'setup', tool: 'vault' });
  await fill(bench, { 'New passphrase': passphrase, 'The same again': passphrase });
  await click(bench, 'Set the passphrase');
  await sees(bench, 'The passphrase is set.');
  await click(bench, 'Lock now');
  await panel.bringToFront();
  await sees(panel, 'Tokendock is locked');
  expect(await panel.$eval('body', ({ textContent }) => textContent)).not.toMatch(/alice|fetch/);
  await bench.bringToFront();
  await fill(bench, { Passphrase: passphrase });
  await click(bench, 'Unlock');
  await panel.bringToFront();
  expect(await rowsWhen(panel, isThere)).toEqual(before);
});
