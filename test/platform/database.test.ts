import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { generateKeyPair } from 'oauth4webapi';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Trace } from '../../src/core/exchange.ts';
import type { Profile } from '../../src/core/profile.ts';
import { newSigningKey } from '../../src/oauth/signing-key.ts';
import { type Database, openDatabase, type Schema, type StoreName } from '../../src/platform/database.ts';
import { createKeyStore } from '../../src/platform/key-store.ts';
import { createRecordStore } from '../../src/platform/record-store.ts';
import { createVault } from '../../src/platform/vault.ts';
import { aProfile, noon } from '../core/support/records.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

/** The database as version 0.1 made it. */
function openFirst(): Promise<Database> {
  return openDB<Schema>('tokendock', 1, {
    upgrade(database) {
      const names: StoreName[] = ['profiles', 'tokens', 'logins', 'bindings', 'drafts'];
      for (const name of names) database.createObjectStore(name, { keyPath: 'id' });
      database.createObjectStore('keys');
    },
  });
}

const aTrace: Trace = { id: 'login', profileId: 'acme', what: 'login', startedAt: noon, exchanges: [] };

describe('A tester who updates Tokendock', () => {
  test('still has every profile, readable, and can use what is new', async () => {
    const first = openFirst();
    await createRecordStore<Profile>('profiles', first, createVault(first)).put(aProfile());
    (await first).close();
    const second = openDatabase();
    expect(await createRecordStore<Profile>('profiles', second, createVault(second)).list()).toEqual([aProfile()]);
    const traces = createRecordStore<Trace>('traces', second, createVault(second));
    await traces.put(aTrace);
    expect(await traces.list()).toEqual([aTrace]);
    expect([...(await second).objectStoreNames]).toEqual(
      expect.arrayContaining(['traces', 'signingKeys', 'dpopKeys', 'keys']),
    );
  });

  test('is not kept waiting by a background of before: it lets go of the database', async () => {
    await openDatabase();
    await expect(openDB('tokendock', 3)).resolves.toMatchObject({ version: 3 });
  });
});

describe('A stored key', () => {
  test('can sign after a restart, and no script can read it out', async () => {
    const first = openDatabase();
    await createKeyStore('signingKeys', first).put(await newSigningKey('ES256', 'key', noon));
    (await first).close();
    const key = await createKeyStore('signingKeys', openDatabase()).get('key');
    const { privateKey } = key ?? expect.fail('the key is gone');
    expect(privateKey.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('pkcs8', privateKey)).rejects.toThrow();
    const signed = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, new Uint8Array(1));
    expect(signed.byteLength).toBe(64);
  });

  test('of a token is kept, listed and deleted like any record', async () => {
    const store = createKeyStore('dpopKeys', openDatabase());
    await store.put({ id: 'token', ...(await generateKeyPair('ES256')) });
    expect((await store.list()).map(({ id }) => id)).toEqual(['token']);
    await store.delete('token');
    expect(await store.get('token')).toBeUndefined();
  });
});

test('A trace lies encrypted on disk: nothing of it can be read there', async () => {
  const database = openDatabase();
  await createRecordStore<Trace>('traces', database, createVault(database)).put(aTrace);
  const [raw] = await (await database).getAll('traces');
  expect(Object.keys(raw ?? {})).toEqual(['id', 'sealed']);
  expect(new TextDecoder().decode(raw?.sealed.data)).not.toContain('acme');
});

test('A pause ends when its time is over, or when it is no longer wanted', async () => {
  const { wait } = await import('../../src/platform/wait.ts');
  await wait(1, new AbortController().signal);
  const abort = new AbortController();
  const long = wait(1_000_000, abort.signal);
  abort.abort();
  await long;
  await wait(1_000_000, abort.signal);
});
