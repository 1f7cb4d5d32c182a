import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { choose, click, type } from '../support/by-hand.ts';
import { seesProfiles } from './support/sees.ts';
import { machineDraftFor, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let popup: Page;
beforeAll(async () => {
  dock = await openTokendock();
  await dock.send('profile.save', machineDraftFor(dock.server));
  popup = await dock.openPopup();
});
afterAll(() => dock?.close());

function secretField(): Promise<Pick<HTMLInputElement, 'type' | 'value' | 'placeholder'>> {
  return popup.$eval('#field-client_secret', (field) => {
    const { type, value, placeholder } = field as HTMLInputElement;
    return { type, value, placeholder };
  });
}

test('I edit a profile: its secret is kept and not in the page, where several tools show it', async () => {
  await choose(popup, 'Edit', { of: 'Billing job' });
  await popup.waitForSelector('#field-client_secret');
  expect(await secretField()).toEqual({ type: 'password', value: '', placeholder: 'Kept. Type to replace it' });
  expect(await popup.content()).not.toContain('machine-secret');
  await type(popup, '#field-name', 'Nightly job');
  await click(popup, 'Save');
  await seesProfiles(popup, 'Nightly job');
  await click(popup, 'Get token');
  await popup.waitForSelector('[aria-label="Use the token of machine"]');
});

test('“Show” shows the secret, “Hide” hides it again', async () => {
  await choose(popup, 'Edit', { of: 'Nightly job' });
  await click(popup, 'Show: Client secret');
  await popup.waitForSelector('#field-client_secret[type=text]');
  expect(await secretField()).toMatchObject({ value: 'machine-secret' });
  await click(popup, 'Hide: Client secret');
  await popup.waitForSelector('#field-client_secret[type=password]');
  expect(await secretField()).toMatchObject({ value: '' });
});
