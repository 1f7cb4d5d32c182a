import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { click } from '../support/by-hand.ts';
import { sees, seesNoMore } from './support/sees.ts';
import { machineDraftFor, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let popup: Page;
let release: () => void;
beforeAll(async () => {
  dock = await openTokendock();
  await dock.send('profile.save', machineDraftFor(dock.server));
  release = dock.server.holdTokenEndpoint();
  popup = await dock.openPopup();
});
afterAll(() => dock?.close());

/** Lets the popup's clock run ahead. */
function wait(seconds: number): Promise<void> {
  return popup.evaluate((ahead) => {
    const now = Date.now;
    Date.now = () => now() + ahead;
  }, seconds * 1000);
}

test('While the server takes its time, I read whom I wait for, and after ten seconds how long', async () => {
  const { host } = new URL(dock.server.issuer);
  await click(popup, 'Get token');
  await sees(popup, `Asking ${host} for the token…`);
  await wait(11);
  await sees(popup, `${host} has not answered for 1`);
});

test('“Cancel” ends it: the answer that comes too late is not kept', async () => {
  await click(popup, 'Cancel');
  await seesNoMore(popup, 'has not answered');
  release();
  await click(popup, 'Get token');
  await popup.waitForSelector('[aria-label="Use the token of machine"]');
  expect(await popup.$$('button[aria-label="Use the token of machine"]')).toHaveLength(1);
});
