import type { Page } from 'puppeteer';
import { afterAll, beforeAll, test, vi } from 'vitest';
import { testClients } from '../support/authorization-server.ts';
import { click } from '../support/by-hand.ts';
import { patience } from './support/patience.ts';
import { sees } from './support/sees.ts';
import {
  machineDraftFor,
  openTokendock,
  signIn,
  signInAgain,
  signInWindow,
  type Tokendock,
} from './support/tokendock.ts';

let dock: Tokendock;
let popup: Page;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

async function hasTokenOf(user: string): Promise<void> {
  popup = await dock.openPopup();
  await popup.waitForSelector(`button[aria-label="Use the token of ${user}"]`, { timeout: 15_000 });
  await popup.close();
}

test('The popup closes right after the click on “Get token”', async () => {
  await dock.send('profile.save', machineDraftFor(dock.server));
  popup = await dock.openPopup();
  await click(popup, 'Get token');
  await popup.close();
  await hasTokenOf('machine');
});

test('The popup closes when the sign-in window takes the focus', async () => {
  await dock.send('profile.save', signInAgain(dock.server));
  popup = await dock.openPopup();
  const opened = signInWindow(dock);
  await click(popup, 'Get token');
  const page = await opened;
  await popup.close();
  // A tab that is opened while the window is there may open in it, and be closed with it.
  const closed = new Promise((resolve) => page.once('close', resolve));
  await signIn(page, 'alice');
  await closed;
  await hasTokenOf('alice');
});

test('The popup closes while the server prepares the token, and shows that when it is opened again', async () => {
  const { basic } = testClients;
  await dock.send('profile.save', machineDraftFor(dock.server, { id: 'other', ...basic }));
  const release = dock.server.holdTokenEndpoint();
  popup = await dock.openPopup();
  await click(popup, 'Get token');
  await vi.waitUntil(() => dock.server.requests.some(({ status }) => status === undefined), patience);
  await popup.close();
  popup = await dock.openPopup();
  await sees(popup, `Asking ${new URL(dock.server.issuer).host} for the token…`);
  release();
  await popup.waitForSelector('button[aria-label="Use the token of tester-basic"]');
});
