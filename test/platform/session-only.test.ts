import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { generateKeyPair } from 'oauth4webapi';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Trace } from '../../src/core/exchange.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { giveHostsBack } from '../../src/platform/hosts.ts';
import { createPassphrase } from '../../src/platform/passphrase.ts';
import { createPorts } from '../../src/platform/ports.ts';
import { aBinding, aProfile, aToken, noon } from '../core/support/records.ts';

beforeEach(() => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const trace: Trace = { id: 'login', profileId: 'acme', what: 'login', startedAt: noon, exchanges: [] };

/** All that a profile brings along. */
async function fill(sessionOnly: boolean): Promise<void> {
  const ports = createPorts();
  await ports.profiles.put(aProfile({ sessionOnly, client_secret: 'the-client-secret' }));
  await ports.tokens.put(aToken());
  await ports.bindings.put(aBinding());
  await ports.traces.put(trace);
  await ports.logins.put({ id: 'state', profileId: 'acme', startedAt: noon, step: 'preparing', stepAt: noon });
  await ports.drafts.put({ id: 'acme' });
  const pair = await generateKeyPair('ES256', { extractable: true });
  await ports.dpopKeys.put({ id: 'key', profileId: 'acme', ...pair });
}

const stores = ['profiles', 'tokens', 'bindings', 'traces', 'logins', 'drafts', 'dpopKeys'] as const;

/** How many records of each kind there are for a background that starts now, and how many lie on disk. */
async function counts() {
  const ports = createPorts();
  const db = await openDatabase();
  return {
    found: await Promise.all(stores.map(async (name) => (await ports[name].list()).length)),
    onDisk: await Promise.all(stores.map((name) => db.count(name))),
  };
}

/** The session's memory takes so many more characters, and says no to more than that as browsers do. */
async function fillMemory(left: number): Promise<void> {
  const { session } = fakeBrowser.storage;
  const most = JSON.stringify(await session.get()).length + left;
  const [get, set] = [session.get.bind(session), session.set.bind(session)];
  // Browsers hand out copies.
  vi.spyOn(session, 'get').mockImplementation(async (keys) => structuredClone(await get(keys)));
  vi.spyOn(session, 'set').mockImplementation(async (items) => {
    const after = JSON.stringify({ ...(await session.get()), ...items }).length;
    if (after > most) throw new Error('Session storage quota bytes exceeded. Values were not stored.');
    return set(items);
  });
}

const each = (count: number) => stores.map(() => count);

describe('A profile for this session only', () => {
  test('is there for the next background with all that belongs to it, and nothing of it is on disk', async () => {
    await fill(true);
    expect(await counts()).toEqual({ found: each(1), onDisk: each(0) });
    const ports = createPorts();
    expect(await ports.tokens.get('alice')).toEqual(aToken());
    expect(await ports.dpopKeys.get('key')).toMatchObject({ privateKey: { extractable: false, usages: ['sign'] } });
  });

  test('costs no token where its traces have filled the memory that the browser gives: they make way', async () => {
    await fill(true);
    const { traces, tokens } = createPorts();
    const exchange = {
      ...{ id: 'x', at: noon, took: 1, purpose: 'x', findings: [] },
      request: { method: 'GET', url: 'x'.repeat(2000), headers: [], body: '' },
      response: undefined,
    };
    await traces.put({ ...trace, id: 'long', exchanges: [exchange] });
    await fillMemory(10);
    await expect(traces.put({ ...trace, id: 'next' })).rejects.toMatchObject({ code: 'storage_failed' });
    expect(await traces.list()).toHaveLength(2);
    await tokens.put(aToken({ id: 'bob' }));
    expect([(await tokens.list()).length, await traces.list()]).toEqual([2, []]);
    expect((await counts()).onDisk).toEqual(each(0));
  });

  test('lies in memory encrypted, so that it can be locked like any other', async () => {
    await fill(true);
    const held = JSON.stringify(await fakeBrowser.storage.session.get());
    for (const text of ['the-client-secret', 'access-of-alice', 'id.acme.example']) expect(held).not.toContain(text);
    await createPassphrase(openDatabase(), { m: 8, t: 1, p: 1 }).set('correct horse', () => undefined);
    expect((await counts()).found).toEqual(each(1));
    const { vault, tokens } = createPorts();
    await vault.beginLock();
    await vault.endLock();
    await expect(tokens.list()).rejects.toMatchObject({ code: 'vault_locked' });
    await createPassphrase(openDatabase()).unlock('correct horse', () => undefined);
    expect((await counts()).found).toEqual(each(1));
  });

  test('is gone when the browser was closed', async () => {
    await fill(true);
    await fakeBrowser.storage.session.clear();
    expect((await counts()).found).toEqual(each(0));
  });

  test('can be deleted', async () => {
    await fill(true);
    const ports = createPorts();
    const ids = { profiles: 'acme', tokens: 'alice', bindings: 'binding', traces: 'login', logins: 'state' };
    for (const [name, id] of Object.entries({ ...ids, drafts: 'acme', dpopKeys: 'key' }))
      await ports[name as (typeof stores)[number]].delete(id);
    expect((await counts()).found).toEqual(each(0));
  });
});

test('Any other profile is on disk, and nowhere else', async () => {
  await fill(false);
  expect(await counts()).toEqual({ found: each(1), onDisk: each(1) });
  expect(await fakeBrowser.storage.session.get()).toEqual({});
});

test('A half-filled form leaves the disk when it is said to be for this session only', async () => {
  const { drafts } = createPorts();
  await drafts.put({ id: 'new', sessionOnly: false });
  expect(await (await openDatabase()).count('drafts')).toBe(1);
  await drafts.put({ id: 'new', sessionOnly: true });
  expect([await (await openDatabase()).count('drafts'), await drafts.list()]).toMatchObject([0, [{ id: 'new' }]]);
  await drafts.put({ id: 'new', sessionOnly: false });
  expect([await (await openDatabase()).count('drafts'), await drafts.list()]).toMatchObject([1, [{ id: 'new' }]]);
});

describe('Forgetting everything', () => {
  test('leaves no record, no key and nothing in any storage', async () => {
    await fill(false);
    await createPorts().keys.list();
    await fakeBrowser.storage.session.set({ begun: true });
    await fakeBrowser.storage.local.set({ armed: '1' });
    await createPorts().vault.wipe();
    const db = await openDatabase();
    for (const name of db.objectStoreNames) expect([name, await db.count(name)]).toEqual([name, 0]);
    expect([await fakeBrowser.storage.session.get(), await fakeBrowser.storage.local.get()]).toEqual([{}, {}]);
  });

  test('is known to who was open: what they keep next has the new key, and can be read', async () => {
    const open = createPorts();
    await open.profiles.put(aProfile());
    const other = createPorts();
    await other.vault.wipe();
    await other.profiles.put(aProfile());
    expect(await open.profiles.list()).toEqual([aProfile()]);
    await open.tokens.put(aToken());
    expect(await other.tokens.list()).toEqual([aToken()]);
  });

  test('a record that came too late, under the key of before, harms nobody', async () => {
    const late = createPorts();
    await late.profiles.list();
    await late.profiles.put(aProfile());
    const db = await openDatabase();
    const [sealed] = await db.getAll('profiles');
    await createPorts().vault.wipe();
    if (sealed) await db.put('profiles', sealed);
    const ports = createPorts();
    await ports.drafts.put({ id: 'new', sessionOnly: false });
    expect([await ports.profiles.list(), await ports.drafts.list()]).toMatchObject([[], [{ id: 'new' }]]);
  });

  test('gives the hosts back that the tester had granted', async () => {
    const remove = vi.fn(async () => true);
    const getAll = async () => ({ origins: ['https://id.acme.example/*', 'https://own.example/*'] });
    const getManifest = () => ({ host_permissions: ['https://own.example/*'] });
    Object.assign(fakeBrowser, { permissions: { getAll, remove } });
    vi.spyOn(fakeBrowser.runtime, 'getManifest').mockImplementation(getManifest as never);
    await giveHostsBack();
    expect(remove).toHaveBeenCalledWith({ origins: ['https://id.acme.example/*'] });
  });
});
