import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Trace } from '../../src/core/exchange.ts';
import { failureText } from '../../src/core/failure-text.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { createPorts } from '../../src/platform/ports.ts';
import { aProfile, aToken, noon } from '../core/support/records.ts';

beforeEach(() => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const aTrace: Trace = { id: 'login', profileId: 'acme', what: 'login', startedAt: noon, exchanges: [] };

/** The disk takes so many more records of these stores, and is full then. */
function fillDisk(isFull: (store: string) => boolean): void {
  const put = IDBObjectStore.prototype.put;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...given) {
    if (isFull(this.name)) throw new DOMException('no room', 'QuotaExceededError');
    return put.apply(this, given);
  });
}

describe('A full disk', () => {
  test('takes a token even so, as long as there are traces that can make way', async () => {
    const { profiles, tokens, traces } = createPorts();
    await profiles.put(aProfile());
    await traces.put(aTrace);
    let cleared = false;
    const clear = IDBObjectStore.prototype.clear;
    vi.spyOn(IDBObjectStore.prototype, 'clear').mockImplementation(function (this: IDBObjectStore) {
      cleared = this.name === 'traces';
      return clear.call(this);
    });
    fillDisk(() => !cleared);
    await tokens.put(aToken());
    expect([await tokens.list(), await traces.list()]).toEqual([[aToken()], []]);
  });

  test('is told in words, keeps what was there before, and works again when there is room', async () => {
    const { profiles, tokens } = createPorts();
    await profiles.put(aProfile());
    await tokens.put(aToken());
    fillDisk((store) => store === 'tokens');
    const failure = await tokens.put(aToken({ access_token: 'renewed' })).catch((error) => error);
    expect(failureText(failure)).toEqual({
      sentence:
        'The browser could not store this: the disk is full, or the part of it that the browser gives to Tokendock.',
      tryThis: 'Free some disk space, then try again.',
    });
    expect(await tokens.list()).toEqual([aToken()]);
    vi.restoreAllMocks();
    await tokens.put(aToken({ access_token: 'renewed' }));
    expect(await tokens.list()).toMatchObject([{ access_token: 'renewed' }]);
  });

  test('loses no trace for another trace', async () => {
    const { profiles, traces } = createPorts();
    await profiles.put(aProfile());
    await traces.put(aTrace);
    fillDisk(() => true);
    await expect(traces.put({ ...aTrace, id: 'next' })).rejects.toMatchObject({ code: 'storage_failed' });
    expect(await traces.list()).toEqual([aTrace]);
  });
});

describe('A database that is deleted while Tokendock runs', () => {
  test('is made anew: everything works, nothing is there, and the tester hears of it', async () => {
    let gone = 0;
    const ports = createPorts(() => {
      gone += 1;
    });
    await ports.profiles.put(aProfile());
    await deleteDB('tokendock');
    expect(await ports.profiles.list()).toEqual([]);
    await ports.profiles.put(aProfile());
    await ports.tokens.put(aToken());
    // What is stored from now on can be read by the next background: the key was made anew, too.
    expect(await createPorts().tokens.list()).toEqual([aToken()]);
    await vi.waitFor(async () => expect([gone, await ports.session.wasEmptied()]).toEqual([1, true]));
  });
});

describe('A database of a newer version', () => {
  test('is left alone, and Tokendock says what to do', async () => {
    const newer = await openDB('tokendock', 99, {
      upgrade: (database) => void database.createObjectStore('profiles', { keyPath: 'id' }),
    });
    await newer.put('profiles', { id: 'acme', of: 'tomorrow' });
    newer.close();
    const { profiles } = createPorts();
    for (const work of [() => profiles.list(), () => profiles.put(aProfile()), () => profiles.delete('acme')]) {
      const failure = await work().catch((error) => error);
      expect(failureText(failure).sentence).toBe('What is stored here was made by a newer version of Tokendock.');
    }
    const again = await openDB('tokendock', 99);
    expect(await again.getAll('profiles')).toEqual([{ id: 'acme', of: 'tomorrow' }]);
    again.close();
  });

  test('takes the place of the one that is open: this version lets go, and says so', async () => {
    const { profiles } = createPorts();
    await profiles.put(aProfile());
    (await openDB('tokendock', 99)).close();
    await expect(profiles.list()).rejects.toMatchObject({ code: 'storage_newer' });
    expect(await createPorts().session.wasEmptied()).toBe(false);
  });
});

describe('A database that pages of an earlier version hold', () => {
  test('is waited for a while, then the tester hears what to close; after that all is there', async () => {
    const earlier = await openDB('tokendock', 1, {
      upgrade(database) {
        for (const name of ['profiles', 'tokens', 'logins', 'bindings', 'drafts'])
          database.createObjectStore(name, { keyPath: 'id' });
        database.createObjectStore('keys');
      },
    });
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const { profiles } = createPorts();
    const failure = profiles.list().catch((error) => error);
    await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(failureText(await failure).tryThis).toBe('Close Tokendock’s other tabs and windows, then try again.');
    vi.useRealTimers();
    earlier.close();
    await profiles.put(aProfile());
    expect(await profiles.list()).toEqual([aProfile()]);
  });
});

test('An upgrade that is interrupted leaves what was there, and the next one finishes it', async () => {
  const first = await openDB('tokendock', 1, {
    upgrade(database) {
      for (const name of ['profiles', 'tokens', 'logins', 'bindings', 'drafts'])
        database.createObjectStore(name, { keyPath: 'id' });
      database.createObjectStore('keys');
    },
  });
  await first.put('profiles', { id: 'acme', of: 'yesterday' });
  first.close();
  const { createObjectStore } = IDBDatabase.prototype;
  let made = 0;
  vi.spyOn(IDBDatabase.prototype, 'createObjectStore').mockImplementation(function (this: IDBDatabase, ...given) {
    made += 1;
    if (made === 2) throw new DOMException('the computer was switched off', 'AbortError');
    return createObjectStore.apply(this, given);
  });
  await expect(openDatabase()).rejects.toThrow();
  vi.restoreAllMocks();
  const before = await openDB('tokendock');
  expect([before.version, await before.getAll('profiles')]).toEqual([1, [{ id: 'acme', of: 'yesterday' }]]);
  before.close();
  const after = await openDatabase();
  expect([...after.objectStoreNames]).toContain('traces');
  expect(await after.getAll('profiles')).toEqual([{ id: 'acme', of: 'yesterday' }]);
});

describe('A record that is damaged on disk', () => {
  test('hides no other, can’t be read by itself, and can be deleted', async () => {
    const { profiles, tokens } = createPorts();
    await profiles.put(aProfile());
    await tokens.put(aToken());
    await tokens.put(aToken({ id: 'bob' }));
    const database = await openDatabase();
    const { sealed } = (await database.get('tokens', 'bob')) as { sealed: { data: ArrayBuffer } };
    new Uint8Array(sealed.data)[3] = 255 ^ (new Uint8Array(sealed.data)[3] ?? 0);
    await database.put('tokens', { id: 'bob', sealed } as never);
    expect(await tokens.list()).toEqual([aToken()]);
    expect(tokens.unreadable()).toEqual(['bob']);
    await expect(tokens.get('bob')).rejects.toMatchObject({ code: 'record_unreadable' });
    await tokens.delete('bob');
    expect(await tokens.list()).toEqual([aToken()]);
    expect(tokens.unreadable()).toEqual([]);
  });
});
