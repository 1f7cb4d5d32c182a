import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { click } from '../support/by-hand.ts';
import { press } from './support/demo-page.ts';
import { patience } from './support/patience.ts';
import { filesWith } from './support/profile-files.ts';
import { sees } from './support/sees.ts';
import { otherStorages, storedRecords } from './support/stored-records.ts';
import { draftFor, getToken, machineDraftFor, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let page: Page;
let bench: Page;
let texts: string[];
beforeAll(async () => {
  dock = await openTokendock();
  const { id } = await getToken(dock, 'alice', draftFor(dock.server));
  await dock.send('profile.save', machineDraftFor(dock.server));
  await dock.send('draft.save', machineDraftFor(dock.server, { id: 'half', client_secret: 'half-typed-secret' }));
  await dock.send('key.create', { alg: 'ES256' });
  await dock.send('binding.add', { tokenId: id, api: [`${dock.api.origin}/*`], pages: [`${dock.api.origin}/*`] });
  texts = [await dock.send('token.copy', { id, as: 'token' }), 'machine-secret', 'half-typed-secret'];
  page = await dock.openPage(dock.api.origin);
  expect(await press(page, 'fetch')).toMatchObject({ user: 'alice' });
});
afterAll(() => dock?.close());

test('What is stored lies on disk encrypted only: no token and no secret is in any file of the browser', async () => {
  const { records, bytes } = await storedRecords(dock);
  for (const name of ['profiles', 'tokens', 'bindings', 'drafts', 'traces', 'signingKeys', 'keys'])
    expect([name, records[name]?.length]).not.toEqual([name, 0]);
  // The search finds what is there.
  await vi.waitFor(async () => expect(await filesWith(dock, bytes.tokens ?? 'none')).not.toEqual([]), patience);
  expect(await filesWith(dock, ...texts)).toEqual([]);
});

test('I forget everything: nothing of it is left, and nothing goes into the page', async () => {
  bench = await dock.openWorkbench({ view: 'setup', tool: 'vault' });
  await click(bench, 'Forget everything…');
  await click(bench, 'Delete everything');
  await sees(bench, 'Everything is forgotten.');
  expect(await dock.status()).toMatchObject({ profiles: [], bindings: [], drafts: [] });
  expect(await dock.send('activity.list', undefined)).toEqual([]);
  const { records } = await storedRecords(dock);
  // A new key, which has encrypted nothing yet.
  expect({ ...records, keys: [] }).toEqual(Object.fromEntries(Object.keys(records).map((name) => [name, []])));
  const { session, local, page: own } = await otherStorages(dock);
  expect(session.filter((name) => name !== 'begun')).toEqual([]);
  expect([local.filter((name) => name !== 'armed'), own]).toEqual([[], []]);
  await page.bringToFront();
  await page.reload();
  expect(await press(page, 'fetch')).toMatchObject({ status: '401' });
  expect(await press(page, 'image')).toMatchObject({ status: '401' });
  expect(await filesWith(dock, ...texts)).toEqual([]);
});

test('Afterwards Tokendock is as new', async () => {
  await bench.bringToFront();
  await dock.send('profile.save', machineDraftFor(dock.server));
  await dock.send('login.start', { profileId: 'machine' });
  await vi.waitFor(async () => expect((await dock.status()).profiles[0]?.tokens).toHaveLength(1), patience);
});
