import { afterAll, beforeAll, expect, test } from 'vitest';
import { click, createProfile, getTokenAs, useInThisTab } from '../support/by-hand.ts';
import { press } from './support/demo-page.ts';
import { openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

test('From a typed profile to a request that carries the token, all by hand', async () => {
  const { server, running } = dock;
  const page = await dock.openPage(dock.api.origin);
  const popup = await dock.openPopup();
  await createProfile(popup, { name: 'Petstore', issuer: server.issuer, client_id: 'tester', scope: 'openid profile' });
  await getTokenAs('alice', popup, running.browser, server.issuer);
  await popup.bringToFront();
  await useInThisTab('alice', popup);
  await page.bringToFront();
  expect(await press(page, 'image')).toMatchObject({ user: 'alice' });
  await popup.bringToFront();
  await click(popup, 'Reload page');
  await popup.waitForFunction(() => !document.body.textContent?.includes('Reload page'));
  await page.bringToFront();
  expect(await press(page, 'fetch')).toMatchObject({ user: 'alice' });
  await popup.bringToFront();
  await popup.waitForFunction(() => /\d+ requests?.*last 200 GET/.test(document.body.textContent));
  const other = await dock.openPage(dock.api.origin);
  expect(await press(other, 'fetch')).toMatchObject({ status: '401' });
});
