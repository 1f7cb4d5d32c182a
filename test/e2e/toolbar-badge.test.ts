import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { choose, click, unfold, useInThisTab } from '../support/by-hand.ts';
import { patience } from './support/patience.ts';
import { getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let popup: Page;
beforeAll(async () => {
  dock = await openTokendock();
  await getToken(dock, 'alice');
  await dock.openPage(`${dock.api.origin}/?other`);
  await dock.openPage(dock.api.origin);
  popup = await dock.openPopup();
});
afterAll(() => dock?.close());

/** What the toolbar button shows in each tab with the demo page, first the other one. */
function badges(): Promise<string[]> {
  return popup.evaluate(async (origin) => {
    const { tabs, action } = (globalThis as unknown as Extension).chrome;
    const pages = (await tabs.query({})).filter(({ url }) => url?.startsWith(origin));
    return Promise.all(pages.map(({ id }) => action.getBadgeText({ tabId: id })));
  }, dock.api.origin);
}

type Extension = {
  chrome: {
    tabs: { query(about: object): Promise<{ id: number; url?: string }[]> };
    action: { getBadgeText(about: { tabId: number }): Promise<string> };
  };
};

async function showBadges(...wanted: string[]): Promise<void> {
  await vi.waitFor(async () => expect(await badges()).toEqual(wanted), patience);
}

test('The toolbar shows as whom a tab speaks, and only in that tab', async () => {
  await showBadges('', '');
  await useInThisTab('alice', popup);
  await showBadges('', 'A');
});

test('When I switch it off, the mark goes, and comes back when I switch it on', async () => {
  await click(popup, 'Send the token from this tab');
  await showBadges('', '');
  await popup.waitForSelector('[role=switch][aria-checked=false]');
  await click(popup, 'Send the token from this tab');
  await showBadges('', 'A');
});

test('When nothing is bound any more, the mark is gone', async () => {
  await unfold(popup, 'Where tokens go');
  await choose(popup, 'Remove', { of: `alice to ${dock.api.origin}/*` });
  await showBadges('', '');
});
