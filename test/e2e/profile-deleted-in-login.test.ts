import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { choose, click } from '../support/by-hand.ts';
import { patience } from './support/patience.ts';
import { sees, seesProfiles } from './support/sees.ts';
import { draftFor, machineDraftFor, openTokendock, signInWindow, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

test('I delete a profile while its token is on the way: nothing of it is kept', async () => {
  await dock.send('profile.save', machineDraftFor(dock.server));
  const release = dock.server.holdTokenEndpoint();
  const popup = await dock.openPopup();
  await click(popup, 'Get token');
  await vi.waitUntil(() => dock.server.requests.length > 0, patience);
  await choose(popup, 'Delete', { of: 'Billing job' });
  await sees(popup, 'Deleted “Billing job”.');
  await seesProfiles(popup);
  release();
  await click(popup, 'Undo');
  await seesProfiles(popup, 'Billing job');
  const [profile] = (await dock.status()).profiles;
  expect([profile?.tokens, profile?.login]).toEqual([[], undefined]);
});

test('I delete a profile while I sign in: the sign-in tab closes', async () => {
  const redirect_uri = 'http://localhost:45999/callback';
  await dock.server.addRedirectUri(redirect_uri);
  await dock.send('profile.save', draftFor(dock.server, { redirect: 'tab', redirect_uri }));
  const popup = await dock.openPopup();
  const opened = signInWindow(dock);
  await click(popup, 'Get token');
  const page = await opened;
  await popup.bringToFront();
  await choose(popup, 'Delete', { of: 'Petstore' });
  await sees(popup, 'Deleted “Petstore”.');
  await vi.waitUntil(() => page.isClosed(), patience);
});
