import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { click } from '../support/by-hand.ts';
import { patience } from './support/patience.ts';
import { sees, seesNoMore } from './support/sees.ts';
import { draftFor, openTokendock, signInWindow, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let popup: Page;
beforeAll(async () => {
  dock = await openTokendock();
  await dock.send('profile.save', draftFor(dock.server));
  popup = await dock.openPopup();
});
afterAll(() => dock?.close());

test('When I cancel in the popup, the browser’s own sign-in window closes, and I can try again', async () => {
  for (const _ of ['first', 'again']) {
    const opened = signInWindow(dock);
    await popup.bringToFront();
    await click(popup, 'Get token');
    const window = await opened;
    await popup.bringToFront();
    await sees(popup, 'Waiting for you to sign in…');
    await click(popup, 'Cancel');
    await vi.waitUntil(() => window.isClosed(), patience);
    await seesNoMore(popup, 'Waiting for you to sign in…');
  }
  expect((await dock.status()).profiles[0]?.login).toBeUndefined();
});
