import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Trace } from '../../src/core/exchange.ts';
import { failureText } from '../../src/core/failure-text.ts';
import type { StoredDraft } from '../../src/core/stored-draft.ts';
import { readStatus } from '../../src/features/status.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { createPorts } from '../../src/platform/ports.ts';
import { createVault } from '../../src/platform/vault.ts';
import { aBinding, aProfile, aToken, noon } from '../core/support/records.ts';
import { mortal } from './support/mortal.ts';

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
    // It is not called locked, either.
    const ports = createPorts();
    const status = readStatus({}, ports, async () => ({ renewing: [], drafts: [] }));
    await expect(status).rejects.toMatchObject({ code: 'storage_newer' });
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

const firstStores = ['profiles', 'tokens', 'logins', 'bindings', 'drafts'];

/** A database as a version made it, with a profile of then in it; of version 0 there is none. */
async function install(version: number): Promise<void> {
  if (version === 0) return;
  const names = version === 1 ? firstStores : [...firstStores, 'traces', 'signingKeys', 'dpopKeys'];
  const database = await openDB('tokendock', version, {
    upgrade(before) {
      for (const name of names) before.createObjectStore(name, { keyPath: 'id' });
      before.createObjectStore('keys');
    },
  });
  await database.put('profiles', { id: 'acme', of: 'yesterday' });
  database.close();
}

async function found(): Promise<{ version: number; stores: string[]; profiles: unknown[] }> {
  const database = await openDB('tokendock');
  const stores = [...database.objectStoreNames];
  const profiles = stores.length > 0 ? await database.getAll('profiles') : [];
  database.close();
  return { version: database.version, stores, profiles };
}

/** Opens the database, and stops at the n-th store that is made; false where there are not so many. */
async function interruptedAt(step: number): Promise<boolean> {
  const { createObjectStore } = IDBDatabase.prototype;
  let made = 0;
  vi.spyOn(IDBDatabase.prototype, 'createObjectStore').mockImplementation(function (this: IDBDatabase, ...given) {
    made += 1;
    if (made === step) throw new DOMException('the computer was switched off', 'AbortError');
    return createObjectStore.apply(this, given);
  });
  const isOver = await openDatabase().then(
    (database) => {
      database.close();
      return true;
    },
    () => false,
  );
  vi.restoreAllMocks();
  return !isOver;
}

/** What belongs to no profile yet. */
const aForm: StoredDraft = { id: 'fresh', sessionOnly: false };

describe.each([0, 1])('An upgrade from version %i of the database that is interrupted', (version) => {
  test('at any of its steps leaves what was there, and the next one finishes it', async () => {
    let steps = 0;
    for (let step = 1; ; step++) {
      globalThis.indexedDB = new IDBFactory();
      await install(version);
      const before = version === 0 ? undefined : await found();
      const isInterrupted = await interruptedAt(step);
      if (!isInterrupted) break;
      steps += 1;
      if (before) expect(await found(), `step ${step}`).toEqual(before);
      const ports = createPorts();
      await ports.drafts.put(aForm);
      expect(await ports.drafts.list(), `step ${step}`).toEqual([aForm]);
      const after = await found();
      expect(after.stores, `step ${step}`).toEqual(
        expect.arrayContaining([...firstStores, 'traces', 'dpopKeys', 'keys']),
      );
      expect(after.profiles, `step ${step}`).toEqual(before?.profiles ?? []);
    }
    expect(steps).toBe(version === 0 ? 9 : 3);
  });
});

describe('A background that dies while it makes the vault’s key', () => {
  test.each([0, 2])(
    'leaves none, or one that its successor takes: from version %i of the database',
    async (version) => {
      for (let diesAt = 1; ; diesAt++) {
        globalThis.indexedDB = new IDBFactory();
        await install(version);
        const dying = mortal(openDatabase(), diesAt);
        const lived = await createVault(dying.database)
          .seal('tokens/alice', aToken())
          .then(
            () => true,
            () => false,
          );
        dying.end();
        const ports = createPorts();
        await ports.drafts.put(aForm);
        expect(await createPorts().drafts.list(), `dead at call ${diesAt}`).toEqual([aForm]);
        if (lived) break;
      }
    },
  );
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

  test('counts as damaged where somebody put it there unencrypted: nobody could tell who', async () => {
    const { profiles, tokens, bindings } = createPorts();
    await profiles.put(aProfile());
    await tokens.put(aToken());
    await bindings.put(aBinding());
    const database = await openDatabase();
    await database.put('bindings', aBinding({ id: 'planted', api: ['https://evil.example/*'] }) as never);
    expect(await bindings.list()).toEqual([aBinding()]);
    expect(bindings.unreadable()).toEqual(['planted']);
    await expect(bindings.get('planted')).rejects.toMatchObject({ code: 'record_unreadable' });
  });
});
