import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { choose, click } from '../support/by-hand.ts';
import { patience } from './support/patience.ts';
import { sees } from './support/sees.ts';
import { draftFor, getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let popup: Page;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

async function forget(): Promise<void> {
  popup = await dock.openPopup();
  await choose(popup, 'Forget and revoke…', { of: 'alice' });
  await click(popup, 'Forget and revoke');
}

async function isGone(): Promise<void> {
  await vi.waitFor(async () => expect((await dock.status()).profiles[0]?.tokens).toEqual([]), patience);
}

test('When I forget a token, the server forgets it too', async () => {
  const { id } = await getToken(dock, 'alice');
  const text = await dock.send('token.copy', { id, as: 'token' });
  await forget();
  await isGone();
  const revoked = dock.server.requests.filter(({ path }) => path === '/revoke');
  expect(revoked.map(({ body, status }) => [body.token_type_hint, status])).toEqual([
    ['refresh_token', 200],
    ['access_token', 200],
  ]);
  const userInfo = await fetch(`${dock.server.issuer}/userinfo`, { headers: { authorization: `Bearer ${text}` } });
  expect(userInfo.status).toBe(401);
});

test('The server can’t be told: I read why, and forget the token all the same', async () => {
  await popup.close();
  await dock.server.endSessions();
  await getToken(
    dock,
    'alice',
    draftFor(dock.server, { endpoints: { revocation_endpoint: 'http://localhost:1/revoke' } }),
  );
  await forget();
  await sees(popup, 'Not revoked. localhost:1 can’t be reached.');
  await click(popup, 'Forget anyway');
  await isGone();
});
