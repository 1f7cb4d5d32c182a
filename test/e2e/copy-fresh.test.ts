import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { click } from '../support/by-hand.ts';
import { paste } from './support/paste.ts';
import { patience } from './support/patience.ts';
import { seesBriefly } from './support/sees.ts';
import { getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let popup: Page;
let old: string;
beforeAll(async () => {
  dock = await openTokendock({ accessTokenSeconds: 1 });
  const { id } = await getToken(dock, 'alice');
  // It may be due by now already: then this is the next one, which lives as short.
  old = await dock.send('token.copy', { id, as: 'token' });
  dock.server.accessTokenSeconds = 3600;
  const [{ expiresAt = 0 } = {}] = (await dock.status()).profiles.flatMap(({ tokens }) => tokens);
  popup = await dock.openPopup();
  await vi.waitUntil(() => Date.now() > expiresAt, patience);
});
afterAll(() => dock?.close());

const renewals = () => dock.server.requests.filter(({ body }) => body.grant_type === 'refresh_token').length;

test('A token that is due is renewed before it is copied, however long the server takes', async () => {
  const before = renewals();
  const release = dock.server.holdTokenEndpoint();
  await click(popup, 'Copy the token of alice');
  await click(popup, 'Access token');
  await vi.waitUntil(() => renewals() > before, patience);
  // Browsers forget a click after some seconds, and let nobody write to the clipboard then.
  await popup.waitForFunction(() => !navigator.userActivation.isActive);
  await seesBriefly(popup, 'Copied', () => release());
  const copied = await paste(dock);
  expect(copied).not.toBe(old);
  const answer = await fetch(`${dock.api.origin}/api/whoami`, { headers: { authorization: `Bearer ${copied}` } });
  expect(answer.status).toBe(200);
});
