import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginProfile, click, saveForm, unfold } from '../support/by-hand.ts';
import { sees } from './support/sees.ts';
import { openTokendock, signInByHand, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let popup: Page;
beforeAll(async () => {
  dock = await openTokendock();
  popup = await dock.openPopup();
});
afterAll(() => dock?.close());

const clientId = () => dock.server.requests.find(({ path }) => path === '/token')?.body.client_id;

test('From an issuer URL to a token: I type a name and the issuer, nothing else', async () => {
  await beginProfile(popup, { name: 'Found', issuer: dock.server.issuer });
  await unfold(popup, 'Register a client for me');
  await click(popup, 'Register');
  await sees(popup, 'Registered. Save the profile to keep it.');
  await click(popup, 'openid');
  await click(popup, 'profile');
  await saveForm(popup);
  await signInByHand(dock, popup, 'alice');
  await popup.waitForSelector('[aria-label="Use the token of alice"]');
  expect(clientId()).not.toBe('tester');
});

test('I read, change and delete the client that was registered for me', async () => {
  const bench = await dock.openWorkbench();
  await unfold(bench, 'Registration');
  await click(bench, 'Show');
  await sees(bench, String(clientId()));
  await click(bench, 'Update from the form as saved');
  await sees(bench, 'scope openid profile');
  await click(bench, 'Delete at the server…');
  await click(bench, 'Delete');
  await sees(bench, 'The client was deleted at the server.');
});
