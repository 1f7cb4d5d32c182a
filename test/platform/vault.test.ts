import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Profile } from '../../src/core/profile.ts';
import type { Token } from '../../src/core/token.ts';
import { type Database, type Kept, openDatabase } from '../../src/platform/database.ts';
import { createRecordStore } from '../../src/platform/record-store.ts';
import { createVault } from '../../src/platform/vault.ts';
import { aProfile, aToken } from '../core/support/records.ts';

let database: Promise<Database>;
beforeEach(() => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
  database = openDatabase();
});

/** What a background has of the disk: opened anew, it finds what the one before left. */
const stores = (of = database) => {
  const vault = createVault(of);
  return {
    tokens: createRecordStore<Token>('tokens', of, vault),
    profiles: createRecordStore<Profile>('profiles', of, vault),
  };
};

/** All that lies on disk, as somebody who reads the files would see it. */
async function onDisk(): Promise<string> {
  const db = await database;
  const records = (await Promise.all((['tokens', 'profiles'] as const).map((name) => db.getAll(name)))).flat();
  return records
    .map(({ id, sealed }) => `${id} ${Buffer.from(sealed.iv)} ${Buffer.from(sealed.data).toString('latin1')}`)
    .join('\n');
}

describe('What is stored', () => {
  test('comes back as it was, also to the next background', async () => {
    await stores().tokens.put(aToken());
    await stores().profiles.put(aProfile({ name: 'Zoë 李 \u0000' }));
    expect(await stores(openDatabase()).tokens.get('alice')).toEqual(aToken());
    expect(await stores(openDatabase()).profiles.list()).toEqual([aProfile({ name: 'Zoë 李 \u0000' })]);
  });

  test('can be looked for, replaced and deleted', async () => {
    const { tokens } = stores();
    expect([await tokens.get('alice'), await tokens.list()]).toEqual([undefined, []]);
    await tokens.put(aToken());
    await tokens.put(aToken({ access_token: 'renewed' }));
    await tokens.put(aToken({ id: 'bob' }));
    expect((await tokens.list()).map(({ id, access_token }) => [id, access_token])).toEqual([
      ['alice', 'renewed'],
      ['bob', 'access-of-alice'],
    ]);
    await tokens.delete('alice');
    await tokens.delete('alice');
    expect((await tokens.list()).map(({ id }) => id)).toEqual(['bob']);
  });

  test('and at once deleted stays deleted, though encrypting takes its time', async () => {
    const { tokens } = stores();
    await Promise.all([tokens.put(aToken()), tokens.delete('alice'), tokens.put(aToken({ id: 'bob' }))]);
    expect((await tokens.list()).map(({ id }) => id)).toEqual(['bob']);
  });

  test('lies on disk without a readable word', async () => {
    const profile = aProfile({ client_secret: 'the-client-secret' });
    await stores().tokens.put(aToken());
    await stores().profiles.put(profile);
    const disk = await onDisk();
    expect(disk).toContain('alice');
    // Long enough not to stand in random bytes by chance.
    for (const text of [
      'access',
      'refresh',
      'the-client-secret',
      'tester',
      'id.acme.example',
      'pets',
      'Bearer',
      '":"',
    ]) {
      expect(disk).not.toContain(text);
    }
  });

  test('looks different each time, even if it is the same', async () => {
    const sealed = new Set<string>();
    for (let round = 0; round < 20; round++) {
      await stores().tokens.put(aToken());
      sealed.add(await onDisk());
    }
    expect(sealed.size).toBe(20);
  });
});

describe('Who changes the files', () => {
  const refused = { code: 'record_unreadable' };

  test('can’t give one record’s place to another', async () => {
    await stores().tokens.put(aToken());
    const db = await database;
    const stolen = await db.get('tokens', 'alice');
    await db.put('tokens', { ...stolen, id: 'bob' } as never);
    await expect(stores().tokens.get('bob')).rejects.toMatchObject(refused);
    await expect(stores().tokens.get('alice')).resolves.toEqual(aToken());
  });

  test('can’t move a record to another store', async () => {
    await stores().tokens.put(aToken());
    const db = await database;
    await db.put('profiles', (await db.get('tokens', 'alice')) as never);
    await expect(stores().profiles.get('alice')).rejects.toMatchObject(refused);
  });

  test('can’t change a bit', async () => {
    await stores().tokens.put(aToken());
    const db = await database;
    const { sealed, id } = (await db.get('tokens', 'alice')) as never as { id: string; sealed: { data: ArrayBuffer } };
    new Uint8Array(sealed.data)[3] = 255 ^ (new Uint8Array(sealed.data)[3] ?? 0);
    await db.put('tokens', { id, sealed } as never);
    await expect(stores().tokens.get('alice')).rejects.toMatchObject(refused);
  });
});

describe('The key', () => {
  test('can’t be read out, by Tokendock neither', async () => {
    await stores().tokens.put(aToken());
    const kept = (await (await database).get('keys', 'vault')) as Extract<Kept, { browserKey: CryptoKey }>;
    const key = kept.browserKey;
    expect(key).toMatchObject({ extractable: false, algorithm: { name: 'AES-GCM', length: 256 } });
    for (const format of ['raw', 'jwk'] as const) await expect(crypto.subtle.exportKey(format, key)).rejects.toThrow();
  });

  test('is made once, even by two that begin at the same time', async () => {
    const [one, two] = [stores(), stores(openDatabase())];
    await Promise.all([one.tokens.put(aToken()), two.tokens.put(aToken({ id: 'bob' }))]);
    expect((await stores().tokens.list()).map(({ id }) => id)).toEqual(['alice', 'bob']);
  });
});

test('A disk that fails is told as such, without what was to be stored', async () => {
  const { tokens } = stores();
  (await database).close();
  const works = [tokens.put(aToken()), tokens.get('alice'), tokens.list(), tokens.delete('alice')];
  for (const failure of await Promise.all(works.map((work) => work.catch((error: Error) => error)))) {
    expect(failure).toMatchObject({ code: 'storage_failed', message: expect.stringContaining('InvalidStateError') });
    expect(String(failure)).not.toContain('alice');
  }
});
