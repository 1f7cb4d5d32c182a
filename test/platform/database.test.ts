import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { generateKeyPair } from 'oauth4webapi';
import { beforeEach, describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Trace } from '../../src/core/exchange.ts';
import type { Profile } from '../../src/core/profile.ts';
import { signingAlgorithms } from '../../src/core/profile.ts';
import { newSigningKey } from '../../src/oauth/signing-key.ts';
import { type Database, openDatabase, type Schema, type StoreName } from '../../src/platform/database.ts';
import { createPorts } from '../../src/platform/ports.ts';
import { createRecordStore } from '../../src/platform/record-store.ts';
import { createVault } from '../../src/platform/vault.ts';
import { aProfile, noon } from '../core/support/records.ts';

beforeEach(() => {
  fakeBrowser.reset();
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
    await expect(openDB('tokendock', 4)).resolves.toMatchObject({ version: 4 });
  });
});

describe('A stored key', () => {
  test('can sign after a restart, and no script can read it out', async () => {
    await createPorts().keys.put(await newSigningKey('ES256', 'key', noon));
    const key = await createPorts().keys.get('key');
    const { privateKey } = key ?? expect.fail('the key is gone');
    expect(privateKey.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('pkcs8', privateKey)).rejects.toThrow();
    const signed = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, new Uint8Array(1));
    expect(signed.byteLength).toBe(64);
  });

  test.each(signingAlgorithms)('for %s is the same after a restart', async (alg) => {
    const made = await newSigningKey(alg, 'key', noon);
    await createPorts().keys.put(made);
    expect(await createPorts().keys.get('key')).toMatchObject({
      ...made,
      privateKey: { algorithm: made.privateKey.algorithm, usages: ['sign'] },
    });
  });

  test('lies encrypted on disk, like any record', async () => {
    await createPorts().keys.put(await newSigningKey('ES256', 'key', noon));
    const [raw] = await (await openDatabase()).getAll('signingKeys');
    expect(Object.keys(raw ?? {})).toEqual(['id', 'sealed']);
  });

  test('of an earlier version, which no script can read out, still signs', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    await (await openDatabase()).put('dpopKeys', { id: 'token', privateKey, publicKey });
    expect(await createPorts().dpopKeys.get('token')).toMatchObject({ id: 'token', privateKey: { usages: ['sign'] } });
  });

  test('of a token is kept, listed and deleted like any record', async () => {
    const { profiles, dpopKeys: store } = createPorts();
    await profiles.put(aProfile());
    await store.put({ id: 'token', profileId: 'acme', ...(await generateKeyPair('ES256', { extractable: true })) });
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
