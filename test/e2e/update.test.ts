import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { emptyDraft } from '../../src/core/profile-draft.ts';
import { unpackRelease } from '../support/release.ts';
import { patience } from './support/patience.ts';
import { browserName, getToken, openTokendock, signInAgain, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let release: Awaited<ReturnType<typeof unpackRelease>>;
beforeAll(async () => {
  release = await unpackRelease(browserName);
  dock = await openTokendock({ build: release.path });
});
afterAll(async () => {
  await dock?.close();
  await release?.remove();
});

test('I update Tokendock under open pages: the pages work on, and all that I had is there and of use', async () => {
  const { id } = await getToken(dock, 'alice', signInAgain(dock.server));
  const before = await dock.send('token.copy', { id, as: 'token' });
  await dock.send('draft.save', { ...emptyDraft('half'), name: 'Half-typed', client_secret: 'typed-secret' });
  await dock.send('binding.add', { tokenId: id, api: [`${dock.api.origin}/api/*`], pages: [`${dock.api.origin}/*`] });
  const page = await dock.openPage(dock.api.origin);
  // What the page itself notices: the scripts of the version before are a world of their own.
  const listen = () => {
    const seen = Object.assign(globalThis, { seen: [] as string[] }).seen;
    for (const kind of ['error', 'unhandledrejection']) addEventListener(kind, () => seen.push(kind));
  };
  await page.evaluate(listen);
  await page.evaluateOnNewDocument(listen);
  const errors = () => page.evaluate(() => (globalThis as unknown as { seen?: string[] }).seen ?? []);
  const call = () => page.evaluate(async () => (await fetch('/api/pets')).status);
  expect(await call()).toBe(200);

  await dock.update(inject('extension'));

  // The scripts of the version before are alone in this page now: they let its calls go as they are, or as they carried them.
  const statuses = await Promise.all([call(), call()]);
  for (const status of statuses) expect([200, 401]).toContain(status);
  expect(await errors()).toEqual([]);

  const { profiles, bindings, drafts, trouble } = await vi.waitUntil(
    () => dock.status().catch(() => undefined),
    patience,
  );
  expect(profiles).toMatchObject([{ name: 'Petstore', tokens: [{ id, label: 'alice', renewable: true }] }]);
  expect([bindings.map(({ tokenId }) => tokenId), trouble]).toEqual([[id], undefined]);
  expect(drafts).toMatchObject([{ name: 'Half-typed', client_secret: 'typed-secret' }]);
  expect(await dock.send('token.copy', { id, as: 'token' })).toBe(before);

  await page.reload();
  expect(await call()).toBe(200);
  expect(dock.api.requests.filter(({ path }) => path === '/api/pets').at(-1)).toMatchObject({ user: 'alice' });
  await dock.send('token.renew', { id });
  const renewed = await dock.send('token.copy', { id, as: 'token' });
  expect(renewed).not.toBe(before);
  await vi.waitUntil(async () => (await call()) === 200, patience);
  expect(await errors()).toEqual([]);
});
