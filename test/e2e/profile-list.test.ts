import type { Page } from 'puppeteer';
import { afterAll, beforeAll, test } from 'vitest';
import { choose, click, clickOn, type } from '../support/by-hand.ts';
import { sees, seesProfiles } from './support/sees.ts';
import { machineDraftFor, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let popup: Page;
beforeAll(async () => {
  dock = await openTokendock();
  for (const name of ['Third', 'Second', 'First']) {
    await dock.send('profile.save', machineDraftFor(dock.server, { id: name, name }));
  }
  popup = await dock.openPopup();
});
afterAll(() => dock?.close());

test('I put my profiles into my order, and they stay in it', async () => {
  await seesProfiles(popup, 'First', 'Second', 'Third');
  await choose(popup, 'Move down', { of: 'First' });
  await seesProfiles(popup, 'Second', 'First', 'Third');
  await choose(popup, 'Move up', { of: 'Third' });
  await seesProfiles(popup, 'Second', 'Third', 'First');
  await popup.close();
  popup = await dock.openPopup();
  await seesProfiles(popup, 'Second', 'Third', 'First');
});

test('I duplicate a profile: the copy stands below it, and works like it', async () => {
  await choose(popup, 'Duplicate', { of: 'Second' });
  await seesProfiles(popup, 'Second', 'Second (copy)', 'Third', 'First');
  await clickOn(popup, 'article:nth-of-type(2) ::-p-text(Get token)');
  await popup.waitForSelector('article:nth-of-type(2) [aria-label="Use the token of machine"]');
});

test('I find a profile by its name, and by a user', async () => {
  await type(popup, '#find', 'thi');
  await seesProfiles(popup, 'Third');
  await type(popup, '#find', 'machine');
  await seesProfiles(popup, 'Second (copy)');
  await type(popup, '#find', 'zebra');
  await sees(popup, 'Nothing found for “zebra”.');
  await click(popup, 'Show all');
  await seesProfiles(popup, 'Second', 'Second (copy)', 'Third', 'First');
});
