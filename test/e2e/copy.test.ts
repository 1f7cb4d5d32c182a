import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { click } from '../support/by-hand.ts';
import { paste } from './support/paste.ts';
import { seesBriefly, seesNoMore } from './support/sees.ts';
import { getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let popup: Page;
let text: string;
beforeAll(async () => {
  dock = await openTokendock();
  const { id } = await getToken(dock, 'alice');
  text = await dock.send('token.copy', { id, as: 'token' });
  await dock.send('binding.add', { tokenId: id, api: [`${dock.api.origin}/api/*`], pages: [] });
  popup = await dock.openPopup();
});
afterAll(() => dock?.close());

test.each([
  ['Access token', () => text],
  ['Authorization header', () => `Authorization: Bearer ${text}`],
  ['curl command', () => `curl -H 'Authorization: Bearer ${text}' '${dock.api.origin}/api/'`],
])('I copy it as %s and paste it elsewhere', async (form, expected) => {
  await click(popup, 'Copy the token of alice');
  await seesBriefly(popup, 'Copied', () => click(popup, form));
  expect(await paste(dock)).toBe(expected());
  await popup.bringToFront();
  await seesNoMore(popup, 'Copied');
});
