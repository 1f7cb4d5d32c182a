import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { click } from '../support/by-hand.ts';
import { patience } from './support/patience.ts';
import { sees } from './support/sees.ts';
import { draftFor, getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

test('Two windows change the same profile: the later wins, nothing else is lost; and both may begin a login at once', async () => {
  const { id } = await getToken(dock, 'alice');
  await Promise.all([
    dock.send('profile.save', draftFor(dock.server, { name: 'From one window' })),
    dock.send('profile.save', draftFor(dock.server, { name: 'From the other' })),
  ]);
  const { profiles } = await dock.status();
  expect(profiles).toMatchObject([{ tokens: [{ id }] }]);
  expect(['From one window', 'From the other']).toContain(profiles[0]?.name);
  // Alice is signed in at the server: her consent is known, and both get the same answer.
  await Promise.all([1, 2].map(() => dock.send('login.start', { profileId: 'petstore' })));
  const [after] = (await dock.status()).profiles;
  expect([after?.tokens.map((token) => token.id), after?.login]).toEqual([[id], undefined]);
});

test('Somebody deletes all that is stored while Tokendock runs: I am told, nothing is injected any more, and I can begin anew', async () => {
  const { profiles } = await dock.status();
  const [token] = profiles.find(({ id }) => id === 'petstore')?.tokens ?? [];
  const api = [`${dock.api.origin}/api/*`];
  await dock.send('binding.add', { tokenId: token?.id ?? '', api, pages: [`${dock.api.origin}/*`] });
  const page = await dock.openPage(dock.api.origin);
  const call = () => page.evaluate(async () => (await fetch('/api/pets')).status);
  expect(await call()).toBe(200);
  await dock.own.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.deleteDatabase('tokendock');
        request.onsuccess = () => resolve();
        request.onerror = () => reject(request.error);
      }),
  );
  await vi.waitUntil(async () => (await call()) === 401, patience);
  const popup = await dock.openPopup();
  await sees(popup, 'The browser deleted everything that Tokendock had stored');
  await click(popup, 'Dismiss');
  await vi.waitUntil(async () => (await dock.status()).trouble === undefined, patience);
  await dock.send('profile.save', draftFor(dock.server));
  expect((await dock.status()).profiles).toMatchObject([{ name: 'Petstore', tokens: [] }]);
});
