import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProfileDraft } from '../../src/core/profile-draft.ts';
import { beginProfile, click, clickOn, fill, saveForm, unfold } from '../support/by-hand.ts';
import { untilWatched } from './support/activity.ts';
import { barriers } from './support/axe.ts';
import { press } from './support/demo-page.ts';
import { sees } from './support/sees.ts';
import { showIn } from './support/theme.ts';
import { machineDraftFor, openTokendock, signInByHand, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let bench: Page;
beforeAll(async () => {
  dock = await openTokendock();
  bench = await dock.openWorkbench();
});
afterAll(() => dock?.close());

async function openProfile(name: string, view: string): Promise<void> {
  await clickOn(bench, `nav a::-p-text(${name})`);
  await click(bench, view);
}

const off: Partial<ProfileDraft> = { id: 'off', name: 'Off', issuer: 'http://localhost:1' };

/** Each goes on from the one before. */
const pictures: [string, () => Promise<void>][] = [
  ['the first run', () => sees(bench, 'Tokens for the APIs that you test')],
  [
    'a form with errors',
    async () => {
      await click(bench, 'Create a profile');
      await click(bench, 'Save');
      await sees(bench, 'Give the profile a name.');
    },
  ],
  [
    'a form with all its parts open, and the requests that it will send',
    async () => {
      await click(bench, 'Cancel');
      await sees(bench, 'Tokens for the APIs that you test');
      await beginProfile(bench, { name: 'Petstore', issuer: dock.server.issuer });
      await fill(bench, { 'Client id': 'tester', Scope: 'openid profile' });
      await fill(bench, { 'Client authentication': 'JWT signed with a private key' });
      await click(bench, 'Make a key');
      await sees(bench, 'Register the public part with the server:');
      await unfold(bench, 'Register a client for me');
      await unfold(bench, 'More');
      await unfold(bench, 'Other endpoints');
      await click(bench, 'Add a parameter');
      await click(bench, 'authorization_details');
      await unfold(bench, 'What the server says of itself');
      await sees(bench, 'client_assertion');
    },
  ],
  [
    'the form of a token exchange',
    async () => {
      await fill(bench, { 'Client authentication': 'None (public client)', Grant: 'Token exchange' });
      await unfold(bench, 'Somebody else acts for them');
    },
  ],
  [
    'a device’s code',
    async () => {
      await fill(bench, { Grant: 'Device code' });
      await saveForm(bench);
      await click(bench, 'Get token');
      await sees(bench, 'Type this code at');
    },
  ],
  [
    'a token with all that is known of it',
    async () => {
      await click(bench, 'Cancel');
      await click(bench, 'Set-up');
      await fill(bench, { Grant: 'Authorization code' });
      await saveForm(bench);
      await signInByHand(dock, bench, 'alice');
      await click(bench, 'Tokens');
      await click(bench, 'Introspect');
      await sees(bench, 'this token is active.');
    },
  ],
  ['the form for a pasted token', () => click(bench, 'Paste a token')],
  [
    'the form that always uses a token',
    async () => {
      await click(bench, 'Cancel');
      await click(bench, 'Use the token of alice');
      await click(bench, 'Choose pages…');
      await sees(bench, 'Always use alice');
    },
  ],
  [
    'where a token goes',
    async () => {
      await fill(bench, { 'Requests to': `${dock.api.origin}/api/*`, 'Made by pages': `${dock.api.origin}/*` });
      await click(bench, 'Use it');
      await click(bench, 'Where it goes');
      await sees(bench, `${dock.api.origin}/api/*`);
    },
  ],
  [
    'a trace with an exchange opened',
    async () => {
      await click(bench, 'Trace');
      await clickOn(bench, 'details[open] summary::-p-text(introspection)');
      await sees(bench, 'POST /introspect');
    },
  ],
  [
    'a login that failed, and its trace',
    async () => {
      await dock.send('profile.save', machineDraftFor(dock.server, off));
      await openProfile('Off', 'Trace');
      await click(bench, 'Get token');
      await sees(bench, 'can’t be reached');
    },
  ],
  [
    'the activity',
    async () => {
      await click(bench, 'Activity');
      const page = await dock.openPage(dock.api.origin);
      await untilWatched(dock, () => press(page, 'fetch'));
      await press(page, 'fetch');
      await press(page, 'image');
      await bench.bringToFront();
      await sees(bench, 'image · page mode · seen as it left');
      await click(bench, `Copy GET ${dock.api.origin}/api/pets`);
    },
  ],
  [
    'the keys',
    async () => {
      await bench.keyboard.press('Escape');
      await click(bench, 'Keys ?');
    },
  ],
];

test.each(pictures)('Everybody can use %s in the workbench, in light and in dark', async (_what, show) => {
  await show();
  await showIn('light', bench);
  expect(await barriers(bench)).toEqual({});
  await showIn('dark', bench);
  expect(await barriers(bench)).toEqual({});
});
