import type { Page } from 'puppeteer';
import { afterAll, beforeAll, test } from 'vitest';
import { click, useInThisTab } from '../support/by-hand.ts';
import { speaksAs } from './support/demo-page.ts';
import { sees } from './support/sees.ts';
import { getToken, openTokendock, signInAgain, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let page: Page;
let popup: Page;
beforeAll(async () => {
  dock = await openTokendock();
  await getToken(dock, 'alice', signInAgain(dock.server));
  const { id: tokenId } = await getToken(dock, 'bob', signInAgain(dock.server));
  await dock.send('binding.add', { tokenId, api: [`${dock.api.origin}/*`], pages: [`${dock.api.origin}/*`] });
  page = await dock.openPage(dock.api.origin);
  popup = await dock.openPopup();
});
afterAll(() => dock?.close());

async function showsAndSends(user: string): Promise<void> {
  await popup.bringToFront();
  await sees(popup, `${user} · Petstore Bearer on`);
  await speaksAs(page, user);
}

test('Bob speaks on this page always, alice in this tab: the popup shows who does, whichever I switch off', async () => {
  await showsAndSends('bob');
  await popup.bringToFront();
  await useInThisTab('alice', popup);
  await showsAndSends('alice');
  await popup.bringToFront();
  await click(popup, 'Send the token from this tab');
  await showsAndSends('bob');
  await popup.bringToFront();
  await click(popup, 'Send the token from this tab');
  await sees(popup, 'Switched off. No token goes into this page.');
  await speaksAs(page, undefined);
});
