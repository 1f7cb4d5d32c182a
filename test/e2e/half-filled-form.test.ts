import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { click, clickOn, type, unfold } from '../support/by-hand.ts';
import { killBackground } from './support/kill-background.ts';
import { sees, seesNoMore } from './support/sees.ts';
import { openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let popup: Page;
beforeAll(async () => {
  dock = await openTokendock();
  popup = await dock.openPopup();
  await click(popup, 'Create a profile');
  // It comes a moment after the form, and moves what stands below.
  await popup.waitForSelector('[role=combobox]');
  await clickOn(popup, 'label::-p-text(Another one)');
  await unfold(popup, 'More');
  await click(popup, 'Add a parameter');
  await click(popup, 'Own parameter');
  for (const [field, words] of Object.entries(typed)) await type(popup, field, words);
});
afterAll(() => dock?.close());

const typed = {
  '#field-name': '  Pet  store ',
  '#field-issuer': 'http://localhost:1/',
  '#field-client_id': ' tester',
  '#field-client_secret': ' “s3cret” with spaces ',
  '#field-scope': 'openid   pets:read ',
  '#field-redirect_uri': 'https://app',
  '#field-description': 'of the team’s ',
  '[aria-label="Name of parameter 1"]': 'audience ',
  '[aria-label="Value of parameter 1"]': ' https://pets.example/api',
};

async function closeAndOpen(): Promise<void> {
  await popup.close();
  popup = await dock.openPopup();
}

async function shown(): Promise<Record<string, string>> {
  const read = (selectors: string[]) =>
    selectors.map((selector) => [selector, document.querySelector<HTMLInputElement>(selector)?.value]);
  // Some fields come a moment after the form.
  for (const selector of Object.keys(typed)) await popup.waitForSelector(selector);
  return Object.fromEntries(await popup.evaluate(read, Object.keys(typed)));
}

test('The popup was closed on a half-filled form: it is there again, to the letter', async () => {
  await closeAndOpen();
  await sees(popup, 'Continued where you left off.');
  expect(await shown()).toEqual(typed);
});

test('It is there too after the background has died', async () => {
  await killBackground(dock);
  await closeAndOpen();
  await sees(popup, 'Continued where you left off.');
  expect(await shown()).toEqual(typed);
});

test('“Back” leaves it for later, “Discard” gives it up', async () => {
  await click(popup, '‹ Back');
  await sees(popup, 'Not saved yet: Pet store');
  await click(popup, 'Discard');
  await seesNoMore(popup, 'Not saved yet');
  await closeAndOpen();
  await sees(popup, 'Tokens for the APIs that you test');
  expect((await dock.status()).drafts).toEqual([]);
});
