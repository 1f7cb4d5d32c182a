import { afterAll, beforeAll, expect, test } from 'vitest';
import { click } from '../support/by-hand.ts';
import { sees, seesNoMore } from './support/sees.ts';
import { draftFor, openTokendock, signInWindow, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

test.each([
  ['another one', { redirect: 'tab', redirect_uri: 'http://localhost:45999/not-registered' } as const],
  ['Tokendock’s own, of an unknown client', { client_id: 'nobody' }],
])('The redirect URI is not registered (%s): I read what the server says, and can give up', async (_which, wrong) => {
  await dock.send('profile.save', draftFor(dock.server, wrong));
  const popup = await dock.openPopup();
  const opened = signInWindow(dock);
  await click(popup, 'Get token');
  const page = await opened;
  await page.bringToFront();
  await sees(page, 'This request cannot go on');
  await popup.bringToFront();
  await sees(popup, 'Waiting for you to sign in…');
  await click(popup, 'Cancel');
  await seesNoMore(popup, 'Waiting for you to sign in…');
  expect((await dock.status()).profiles[0]?.login).toBeUndefined();
});
