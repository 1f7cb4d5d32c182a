import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { choose } from '../support/by-hand.ts';
import { patience } from './support/patience.ts';
import { sees, seesNoMore, seesProfiles } from './support/sees.ts';
import { machineDraftFor, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let first: Page;
let second: Page;
let bench: Page;
beforeAll(async () => {
  dock = await openTokendock();
  await dock.send('profile.save', machineDraftFor(dock.server));
  first = await dock.running.openExtensionPage('popup.html');
  second = await dock.running.openExtensionPage('popup.html');
  bench = await dock.openWorkbench();
  for (const page of windows()) await page.waitForSelector('::-p-text(Get token)');
});
afterAll(() => dock?.close());

const windows = () => [first, second, bench];
const asked = () => dock.server.requests.filter(({ body }) => body.grant_type === 'client_credentials').length;
const press = (words: string) =>
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === words)?.click();
const tokens = async () => (await dock.status()).profiles.flatMap((each) => each.tokens.map(({ label }) => label));

test('I press “Get token” in two windows and the workbench while the server is slow: there is one token, and both show it', async () => {
  const release = dock.server.holdTokenEndpoint();
  // At once: a person with two mice, or a click that is still on its way.
  await Promise.all(windows().map((page) => page.evaluate(press, 'Get token')));
  await vi.waitUntil(() => asked() > 0, patience);
  release();
  for (const page of [first, second]) await page.waitForSelector('[aria-label="Use the token of machine"]');
  expect(await tokens()).toEqual(['machine']);
});

test('I delete a profile in one window, and it is brought back: both windows and the workbench show the same all the time', async () => {
  await dock.send('profile.save', machineDraftFor(dock.server, { id: 'other', name: 'Nightly job' }));
  await seesProfiles(first, 'Nightly job', 'Billing job');
  await first.bringToFront();
  await choose(first, 'Delete', { of: 'Billing job' });
  for (const page of [first, second]) await seesProfiles(page, 'Nightly job');
  await seesNoMore(bench, 'Billing job');
  await dock.send('profile.restore', { id: 'machine' });
  for (const page of [first, second]) await seesProfiles(page, 'Nightly job', 'Billing job');
  await sees(bench, 'Billing job');
  expect(await tokens()).toEqual(['machine']);
});
