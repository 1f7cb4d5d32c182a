import type { KeyInput, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasFocus, makeMachineProfile, press as pressOn, tabTo } from './support/keyboard.ts';
import { paste } from './support/paste.ts';
import { sees, seesBriefly, seesNoMore } from './support/sees.ts';
import { openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let popup: Page;
beforeAll(async () => {
  dock = await openTokendock();
  await dock.openPage(dock.api.origin);
  popup = await dock.openPopup();
});
afterAll(() => dock?.close());

const press = (...keys: KeyInput[]) => pressOn(popup, ...keys);

test('Without a mouse: I make a profile', async () => {
  await makeMachineProfile(popup, dock.server.issuer);
  await hasFocus(popup, 'Get token');
});

test('I get a token, and use it in this tab', async () => {
  await press('Enter');
  await sees(popup, 'min pets:read');
  await tabTo(popup, 'Use the token of machine');
  await press('Enter');
  await hasFocus(popup, 'In this tab');
  await press('Enter');
  await sees(popup, `Bearer on ${dock.api.origin}/*`);
  await hasFocus(popup, 'In use: machine');
});

test('I copy it', async () => {
  await press('ArrowRight');
  await hasFocus(popup, 'Copy the token of machine');
  await press('Enter');
  await hasFocus(popup, 'Access token');
  await seesBriefly(popup, 'Copied', () => press('ArrowDown', 'Enter'));
  expect(await paste(dock)).toMatch(/^Authorization: Bearer eyJ/);
});

test('I forget it, and am back at the search', async () => {
  await popup.bringToFront();
  await hasFocus(popup, 'Copy the token of machine');
  await press('ArrowRight', 'Enter');
  await hasFocus(popup, 'Details');
  await press('End', 'Enter');
  await hasFocus(popup, 'Keep');
  await popup.keyboard.down('Shift');
  await press('Tab');
  await popup.keyboard.up('Shift');
  await press('Enter');
  await seesNoMore(popup, 'Forget the token of machine?');
  await hasFocus(popup, 'Find a profile or a user');
  expect((await dock.status()).profiles[0]?.tokens).toEqual([]);
});
