import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { press } from './support/demo-page.ts';
import { killBackground } from './support/kill-background.ts';
import { patience } from './support/patience.ts';
import { filesWith } from './support/profile-files.ts';
import { sees } from './support/sees.ts';
import { storedRecords } from './support/stored-records.ts';
import { machineDraftFor, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let page: Page;
let token: string;
beforeAll(async () => {
  dock = await openTokendock();
  const draft = machineDraftFor(dock.server, { sessionOnly: true, client_secret: 'machine-secret' });
  await dock.send('draft.save', draft);
  await dock.send('profile.save', draft);
  await dock.send('login.start', { profileId: draft.id });
  const tokenId = await vi.waitUntil(async () => (await dock.status()).profiles[0]?.tokens[0]?.id, patience);
  token = await dock.send('token.copy', { id: tokenId, as: 'token' });
  await dock.send('binding.add', { tokenId, api: [`${dock.api.origin}/*`], pages: [`${dock.api.origin}/*`] });
  page = await dock.openPage(dock.api.origin);
});
afterAll(() => dock?.close());

test('A profile for this session only works like any other, also after the background died', async () => {
  expect(await press(page, 'fetch')).toMatchObject({ status: '200' });
  await killBackground(dock);
  expect(await press(page, 'image')).toMatchObject({ status: '200' });
  await dock.send('token.renew', { id: (await dock.status()).profiles[0]?.tokens[0]?.id ?? '' });
  expect(await dock.send('trace.list', { profileId: 'machine' })).toHaveLength(2);
  const popup = await dock.openPopup();
  await sees(popup, 'this session only');
  await popup.close();
});

test('Nothing of it is on disk: neither the profile, nor its tokens, traces and bindings, even encrypted', async () => {
  const { records } = await storedRecords(dock);
  expect(records).toEqual({ ...Object.fromEntries(Object.keys(records).map((name) => [name, []])), keys: ['vault'] });
  expect(await filesWith(dock, token, 'machine-secret')).toEqual([]);
});
