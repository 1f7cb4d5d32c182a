import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { click, fill, unfold } from '../support/by-hand.ts';
import { barriers } from './support/axe.ts';
import { press } from './support/demo-page.ts';
import { killBackground } from './support/kill-background.ts';
import { patience } from './support/patience.ts';
import { filesWith } from './support/profile-files.ts';
import { sees, seesNoMore } from './support/sees.ts';
import { showIn } from './support/theme.ts';
import { getToken, openTokendock, signInAgain, type Tokendock } from './support/tokendock.ts';

const passphrase = 'correct horse battery staple';
let dock: Tokendock;
let bench: Page;
let page: Page;
let token: string;
beforeAll(async () => {
  dock = await openTokendock();
  const { id: tokenId } = await getToken(dock, 'alice');
  token = await dock.send('token.copy', { id: tokenId, as: 'token' });
  await dock.send('binding.add', { tokenId, api: [`${dock.api.origin}/*`], pages: [`${dock.api.origin}/*`] });
  page = await dock.openPage(dock.api.origin);
  bench = await dock.openWorkbench({ view: 'setup', tool: 'vault' });
});
afterAll(() => dock?.close());

/** What a passphrase would be kept in, while it is open. */
function heldKey(): Promise<string | undefined> {
  return dock.own.evaluate(async () => {
    const { storage } = (globalThis as unknown as Extension).chrome;
    return (await storage.session.get('vaultKey')).vaultKey?.key;
  });
}

type Extension = { chrome: { storage: { session: { get(name: string): Promise<{ vaultKey?: { key: string } }> } } } };

/** What the toolbar button shows in each of the demo's tabs, and says when it is pointed at. */
function button(): Promise<{ text: string; title: string }[]> {
  return dock.own.evaluate(async (origin) => {
    const { tabs, action } = (globalThis as unknown as Toolbar).chrome;
    const pages = (await tabs.query({})).filter(({ url }) => url?.startsWith(origin));
    const shown = pages.map(async ({ id: tabId }) => ({
      text: await action.getBadgeText({ tabId }),
      title: await action.getTitle({ tabId }),
    }));
    return Promise.all(shown);
  }, dock.api.origin);
}

type Toolbar = {
  chrome: {
    tabs: { query(about: object): Promise<{ id: number; url?: string }[]> };
    action: Record<'getBadgeText' | 'getTitle', (about: { tabId: number }) => Promise<string>>;
  };
};

async function callsAs(): Promise<(string | undefined)[]> {
  await page.bringToFront();
  const users: (string | undefined)[] = [];
  for (const kind of ['fetch', 'image']) users.push((await press(page, kind)).user);
  return users;
}

test('Everybody can use the settings, in light and in dark', async () => {
  await bench.bringToFront();
  await sees(bench, 'Set the passphrase');
  for (const theme of ['light', 'dark'] as const) {
    await showIn(theme, bench);
    expect(await barriers(bench)).toEqual({});
  }
});

test('I set a passphrase, and go on as before', async () => {
  expect(await heldKey()).toBeUndefined();
  await fill(bench, { 'New passphrase': passphrase, 'The same again': passphrase });
  await click(bench, 'Set the passphrase');
  await sees(bench, 'The passphrase is set.');
  expect(await callsAs()).toEqual(['alice', 'alice']);
});

test('The background may die and wake meanwhile', async () => {
  await killBackground(dock);
  expect(await callsAs()).toEqual(['alice', 'alice']);
});

test('Neither the token, nor the passphrase, nor the key is in any file', async () => {
  const key = await heldKey();
  expect(key).toHaveLength(44);
  const raw = Buffer.from(key ?? '', 'base64').toString('latin1');
  expect(await filesWith(dock, token, passphrase, key ?? '', raw)).toEqual([]);
});

test('I lock it: no request carries the token any more, and the workbench says so', async () => {
  await bench.bringToFront();
  await click(bench, 'Lock now');
  await sees(bench, 'Tokendock is locked');
  await vi.waitUntil(async () => (await heldKey()) === undefined, patience);
  await vi.waitFor(async () => expect(await callsAs()).toEqual([undefined, undefined]), patience);
  await page.reload();
  expect(await callsAs()).toEqual([undefined, undefined]);
  await killBackground(dock);
  expect(await callsAs()).toEqual([undefined, undefined]);
  for (const ask of [() => dock.status(), () => dock.send('token.copy', { id: 'x', as: 'token' })])
    await expect(ask()).rejects.toThrow(/vault_locked/);
});

test('The toolbar button shows it in every tab, new ones too', async () => {
  const sign = { text: '🔒', title: 'Tokendock is locked' };
  await vi.waitFor(async () => expect(await button()).toEqual([sign]), patience);
  const other = await dock.openPage(`${dock.api.origin}/?other`);
  await vi.waitFor(async () => expect(await button()).toEqual([sign, sign]), patience);
  await other.close();
});

test('The popup says so in plain words, for everybody', async () => {
  const popup = await dock.openPopup();
  await sees(popup, 'Tokendock is locked');
  await unfold(popup, 'I forgot the passphrase');
  for (const theme of ['light', 'dark'] as const) {
    await showIn(theme, popup);
    expect(await barriers(popup)).toEqual({});
  }
  await fill(popup, { Passphrase: 'another one' });
  await click(popup, 'Unlock');
  await sees(popup, 'This is not the passphrase.');
  expect(await heldKey()).toBeUndefined();
  await popup.keyboard.type(passphrase);
  await popup.keyboard.press('Enter');
  await sees(popup, 'Petstore');
  await popup.close();
});

test('Unlocked, all is there again, and goes into the page again', async () => {
  await seesNoMore(bench, 'Tokendock is locked');
  await page.reload();
  expect(await callsAs()).toEqual(['alice', 'alice']);
  const mark = { text: 'A', title: expect.stringContaining('alice') };
  await vi.waitFor(async () => expect(await button()).toEqual([mark]), patience);
});

test('I lock it from the popup, with the keyboard', async () => {
  const popup = await dock.openPopup();
  await (await popup.waitForSelector('#lock'))?.focus();
  await popup.keyboard.press('Enter');
  await sees(popup, 'Tokendock is locked');
  await popup.close();
});

test('Having forgotten the passphrase, I delete everything, and begin anew', async () => {
  await bench.bringToFront();
  await sees(bench, 'Tokendock is locked');
  await unfold(bench, 'I forgot the passphrase');
  await click(bench, 'Forget everything…');
  await click(bench, 'Delete everything');
  await sees(bench, 'Forget everything');
  await vi.waitFor(async () => expect((await dock.status()).profiles).toEqual([]), patience);
  await page.reload();
  await vi.waitFor(async () => expect(await callsAs()).toEqual([undefined, undefined]), patience);
  expect((await getToken(dock, 'alice', signInAgain(dock.server))).label).toBe('alice');
});
