import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { choose, click, fill, unfold, useInThisTab } from '../support/by-hand.ts';
import { barriers } from './support/axe.ts';
import { sees, seesProfiles } from './support/sees.ts';
import { showIn } from './support/theme.ts';
import { getToken, machineDraftFor, openTokendock, signInAgain, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let popup: Page;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

/** Each goes on from the one before. */
const pictures: [string, () => Promise<void>][] = [
  [
    'the first run',
    async () => {
      popup = await dock.openPopup();
      await sees(popup, 'Tokens for the APIs that you test');
    },
  ],
  [
    'a profile form with errors',
    async () => {
      await click(popup, 'Create a profile');
      await click(popup, 'Save');
      await sees(popup, 'Give the profile a name.');
    },
  ],
  [
    'two users and a bound tab',
    async () => {
      await click(popup, 'Cancel');
      for (const user of ['alice', 'bob']) await getToken(dock, user, signInAgain(dock.server));
      await popup.close();
      await dock.openPage(dock.api.origin);
      popup = await dock.openPopup();
      await useInThisTab('alice', popup);
    },
  ],
  ['a menu', () => click(popup, 'Copy the token of bob')],
  [
    'the question before a token is forgotten',
    async () => {
      await popup.keyboard.press('Escape');
      await choose(popup, 'Forget and revoke…', { of: 'bob' });
    },
  ],
  [
    'the keys',
    async () => {
      await click(popup, 'Keep');
      await click(popup, 'Keys ?');
    },
  ],
  [
    'the question where a token shall go',
    async () => {
      await click(popup, 'Close');
      await click(popup, 'Use the token of bob');
    },
  ],
  [
    'the form that always uses a token',
    async () => {
      await click(popup, `Always for ${new URL(dock.api.origin).host}…`);
      await sees(popup, 'Always use bob');
    },
  ],
  [
    'the rest of that form, with errors',
    async () => {
      await unfold(popup, 'More');
      await fill(popup, {
        'In which tabs': 'This tab, until it is closed',
        'When the page sends one already': 'Leave the page’s alone',
      });
      await click(popup, 'Put something else, too');
      await click(popup, 'Use it');
      await sees(popup, 'Type the name of each header and parameter.');
    },
  ],
  [
    'where tokens go, and which binding holds',
    async () => {
      await fill(popup, { 'Name 2': 'X-Tenant', 'Text 2': 'test', 'In which tabs': 'Every tab' });
      await click(popup, 'Use it');
      await sees(popup, 'This tab’s binding, before bob’s.');
      await unfold(popup, 'Where tokens go');
      await fill(popup, { 'Which holds for': `${dock.api.origin}/api/pets` });
      await sees(popup, 'For this tab beats bob’s');
      await click(popup, `More for bob to ${dock.api.origin}/*`);
    },
  ],
  [
    'a running login',
    async () => {
      await popup.keyboard.press('Escape');
      await dock.send('profile.save', machineDraftFor(dock.server));
      await seesProfiles(popup, 'Billing job', 'Petstore');
      dock.server.holdTokenEndpoint();
      await click(popup, 'Get token');
      await sees(popup, 'for the token…');
    },
  ],
  [
    'a login that failed',
    async () => {
      await dock.send(
        'profile.save',
        machineDraftFor(dock.server, { id: 'off', name: 'Off', issuer: 'http://localhost:1' }),
      );
      await seesProfiles(popup, 'Off', 'Billing job', 'Petstore');
      await click(popup, 'Get token');
      await sees(popup, 'can’t be reached');
    },
  ],
  [
    'the offer to undo',
    async () => {
      await choose(popup, 'Delete', { of: 'Off' });
      await sees(popup, 'Deleted “Off”.');
    },
  ],
];

test.each(pictures)('Everybody can use %s, in light and in dark', async (_what, show) => {
  await show();
  await showIn('light', popup);
  expect(await barriers(popup)).toEqual({});
  await showIn('dark', popup);
  expect(await barriers(popup)).toEqual({});
});
