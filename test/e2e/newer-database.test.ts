import { afterAll, beforeAll, expect, test } from 'vitest';
import { replaceDatabase } from './support/replace-database.ts';
import { sees } from './support/sees.ts';
import { draftFor, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

test('A newer version made the database: I read it, and nothing in it is touched', async () => {
  await replaceDatabase(dock.own, 99);
  const popup = await dock.openPopup();
  await sees(popup, 'What is stored here was made by a newer version of Tokendock.');
  await expect(dock.send('profile.save', draftFor(dock.server))).rejects.toThrow(/storage_newer/);
  const found = await dock.own.evaluate(async () => {
    const opening = indexedDB.open('tokendock');
    await new Promise((resolve) => {
      opening.onsuccess = resolve;
    });
    const reading = opening.result.transaction('profiles').objectStore('profiles').getAll();
    await new Promise((resolve) => {
      reading.onsuccess = resolve;
    });
    opening.result.close();
    return [opening.result.version, reading.result.map(({ id }) => id)];
  });
  expect(found).toEqual([99, ['of another version']]);
});
