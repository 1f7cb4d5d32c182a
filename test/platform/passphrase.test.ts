import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { type Database, openDatabase } from '../../src/platform/database.ts';
import { createPassphrase } from '../../src/platform/passphrase.ts';
import { createPorts } from '../../src/platform/ports.ts';
import { touchVault } from '../../src/platform/unlocked.ts';
import { aProfile, aToken, noon } from '../core/support/records.ts';
import { mortal } from './support/mortal.ts';
import { installVersion1 } from './support/version-1.ts';

/** Like the real one, only quicker. */
const cost = { m: 8, t: 1, p: 1 };
const words = 'correct horse battery staple';
const others = 'other words than before';
const silent = () => undefined;
const locked = { code: 'vault_locked' };

beforeEach(() => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
});

const passphrase = (database = openDatabase()) => createPassphrase(database, cost);

/** It takes as long as a tester needs to do something else meanwhile. */
const slow = () => createPassphrase(openDatabase(), { m: 8192, t: 3, p: 1 });

/** As closing the browser does. */
const closeBrowser = () => fakeBrowser.storage.session.clear();

async function keepSome(): Promise<void> {
  const ports = createPorts();
  await ports.profiles.put(aProfile({ client_secret: 'the-client-secret' }));
  await ports.tokens.put(aToken());
}

/** What the next background finds. */
async function found() {
  const ports = createPorts();
  return { profiles: await ports.profiles.list(), tokens: await ports.tokens.list() };
}

const all = { profiles: [aProfile({ client_secret: 'the-client-secret' })], tokens: [aToken()] };

describe('With a passphrase', () => {
  beforeEach(async () => {
    await keepSome();
    await passphrase().set(words, silent);
  });

  test('everything is there as before, also for the next background', async () => {
    expect(await found()).toEqual(all);
    expect(await passphrase().read()).toEqual({ isSet: true, isLocked: false, idleMinutes: 0 });
  });

  test('it is locked when the browser was closed, until the passphrase is typed', async () => {
    await closeBrowser();
    expect(await passphrase().read()).toMatchObject({ isSet: true, isLocked: true });
    const { profiles, vault } = createPorts();
    expect(await vault.isLocked()).toBe(true);
    const works = [profiles.list(), profiles.get('acme'), profiles.put(aProfile())];
    for (const each of await Promise.allSettled(works))
      expect(each).toMatchObject({ status: 'rejected', reason: locked });
    await passphrase().unlock(words, silent);
    expect(await vault.isLocked()).toBe(false);
    expect(await profiles.list()).toEqual(all.profiles);
    expect(await found()).toEqual(all);
  });

  test('no other opens it, and nothing is changed by trying', async () => {
    await closeBrowser();
    for (const wrong of [others, '', `${words} `, words.toUpperCase()])
      await expect(passphrase().unlock(wrong, silent)).rejects.toMatchObject({ code: 'passphrase_wrong' });
    expect(await fakeBrowser.storage.session.get()).toEqual({});
    await passphrase().unlock(words, silent);
    expect(await found()).toEqual(all);
  });

  test('letters are the same however the keyboard composes them', async () => {
    await passphrase().change(words, 'Gr\u00fc\u00dfe aus K\u00f6ln', silent);
    await closeBrowser();
    await passphrase().unlock('Gru\u0308\u00dfe aus Ko\u0308ln', silent);
    expect(await found()).toEqual(all);
  });

  test('it can be changed by who knows it: then the old one opens nothing', async () => {
    await expect(passphrase().change(others, words, silent)).rejects.toMatchObject({ code: 'passphrase_wrong' });
    await passphrase().change(words, others, silent);
    await closeBrowser();
    await expect(passphrase().unlock(words, silent)).rejects.toMatchObject({ code: 'passphrase_wrong' });
    await passphrase().unlock(others, silent);
    expect(await found()).toEqual(all);
  });

  test('it can be removed by who knows it: then nothing is ever locked', async () => {
    await expect(passphrase().remove(others, silent)).rejects.toMatchObject({ code: 'passphrase_wrong' });
    await passphrase().remove(words, silent);
    expect(await fakeBrowser.storage.session.get()).toEqual({});
    await closeBrowser();
    expect(await found()).toEqual(all);
    expect(await passphrase().read()).toMatchObject({ isSet: false, isLocked: false });
  });

  test('and none but one record is written to set, change or remove it', async () => {
    const before = await raw();
    await passphrase().change(words, others, silent);
    await passphrase().setIdle(5);
    await passphrase().remove(others, silent);
    await passphrase().set(words, silent);
    expect(await raw()).toEqual(before);
  });

  test('the disk holds neither it nor the key', async () => {
    const { vaultKey } = (await fakeBrowser.storage.session.get('vaultKey')) as { vaultKey: { key: string } };
    const kept = (await (await openDatabase()).get('keys', 'vault')) as object;
    expect(Object.keys(kept).sort()).toEqual(['cost', 'id', 'idleMinutes', 'salt', 'wrapped']);
    expect(vaultKey.key).toHaveLength(44);
    expect(await fakeBrowser.storage.local.get()).toEqual({});
  });

  test('two windows can’t undo each other’s change', async () => {
    const both = await Promise.allSettled([
      passphrase().change(words, others, silent),
      passphrase().change(words, 'a third one', silent),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const winner = both[0].status === 'fulfilled' ? others : 'a third one';
    await closeBrowser();
    await passphrase().unlock(winner, silent);
    expect(await found()).toEqual(all);
  });

  test('a time to lock that I choose while the passphrase is changed stays', async () => {
    let chosen: Promise<void> | undefined;
    await slow().change(words, others, () => {
      chosen ??= passphrase().setIdle(15);
    });
    await chosen;
    expect(await passphrase().read()).toMatchObject({ idleMinutes: 15 });
  });

  test('whoever forgets everything while it is typed forgets its key, too', async () => {
    const { vault } = createPorts();
    await closeBrowser();
    const decrypt = crypto.subtle.decrypt.bind(crypto.subtle);
    vi.spyOn(crypto.subtle, 'decrypt').mockImplementationOnce(async (...given) => {
      await vault.wipe();
      return decrypt(...given);
    });
    await expect(passphrase().unlock(words, silent)).rejects.toMatchObject({ code: 'storage_failed' });
    expect(await fakeBrowser.storage.session.get()).toEqual({});
  });

  test('even in the moment in which the key is put into memory', async () => {
    const { vault } = createPorts();
    await closeBrowser();
    const set = fakeBrowser.storage.session.set;
    let forgotten: Promise<void> | undefined;
    vi.spyOn(fakeBrowser.storage.session, 'set').mockImplementationOnce(async (entries) => {
      forgotten = vault.wipe();
      await vi.waitFor(async () => expect(await (await openDatabase()).count('keys')).toBe(0));
      await set(entries);
    });
    await passphrase().unlock(words, silent);
    await forgotten;
    expect(await fakeBrowser.storage.session.get()).toEqual({});
  });

  test('the derivation says how far it is', async () => {
    const heard: number[] = [];
    await createPassphrase(openDatabase(), { m: 1024, t: 3, p: 1 }).change(words, others, (part) => heard.push(part));
    expect(heard.at(-1)).toBe(1);
    expect(heard).toEqual([...heard].sort((a, b) => a - b));
  });

  test('a salt is used once', async () => {
    const salts = new Set<string>();
    for (let round = 0; round < 5; round++) {
      await passphrase().change(words, words, silent);
      const kept = (await (await openDatabase()).get('keys', 'vault')) as { salt: Uint8Array };
      expect(kept.salt).toHaveLength(16);
      salts.add(`${kept.salt}`);
    }
    expect(salts.size).toBe(5);
  });
});

/** The records as they lie there. */
async function raw() {
  const db = await openDatabase();
  return Promise.all((['profiles', 'tokens'] as const).map((name) => db.getAll(name)));
}

describe('Locking', () => {
  beforeEach(async () => {
    await keepSome();
    await passphrase().set(words, silent);
  });

  test('has two steps: nothing new begins, then the key is gone', async () => {
    const { vault, tokens } = createPorts();
    expect(await vault.beginLock()).toBe(true);
    expect([await vault.isLocked(), await createPorts().vault.isLocked()]).toEqual([true, true]);
    expect(await vault.lockAt()).toBe(0);
    expect(await tokens.list()).toEqual(all.tokens);
    await vault.endLock();
    await expect(tokens.list()).rejects.toMatchObject(locked);
    expect(await fakeBrowser.storage.session.get()).toEqual({});
    expect(await vault.beginLock()).toBe(false);
  });

  test('that was overtaken by the passphrase does not end', async () => {
    const { vault, tokens } = createPorts();
    await vault.beginLock();
    await passphrase().unlock(words, silent);
    await vault.endLock();
    expect(await tokens.list()).toEqual(all.tokens);
  });

  test('goes on when I say in another window how long to wait', async () => {
    const { vault } = createPorts();
    await vault.beginLock();
    await expect(passphrase().setIdle(5)).rejects.toMatchObject(locked);
    expect(await vault.lockAt()).toBe(0);
    await vault.endLock();
    expect(await vault.isLocked()).toBe(true);
  });

  test('comes by itself so many minutes after Tokendock was used last', async () => {
    vi.useFakeTimers({ now: noon, toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    await passphrase().setIdle(5);
    const { vault } = createPorts();
    const minute = 60_000;
    expect(await vault.lockAt()).toBe(noon + 5 * minute);
    vi.setSystemTime(noon + 4 * minute);
    await touchVault();
    expect(await vault.lockAt()).toBe(noon + 9 * minute);
    vi.setSystemTime(noon + 9 * minute - 1);
    expect(await vault.isLocked()).toBe(false);
    vi.setSystemTime(noon + 9 * minute);
    expect([await vault.isLocked(), (await passphrase().read()).isLocked]).toEqual([true, true]);
    await touchVault();
    expect(await vault.isLocked()).toBe(true);
    await vault.beginLock();
    await vault.endLock();
    await touchVault();
    expect(await vault.isLocked()).toBe(true);
    await passphrase().unlock(words, silent);
    expect(await vault.lockAt()).toBe(noon + 14 * minute);
    await passphrase().setIdle(0);
    expect(await vault.lockAt()).toBeUndefined();
  });
});

test('Without a passphrase nothing is locked, whatever is asked', async () => {
  await keepSome();
  const { vault } = createPorts();
  expect([await vault.beginLock(), await vault.isLocked(), await vault.lockAt()]).toEqual([false, false, undefined]);
  await vault.endLock();
  expect(await found()).toEqual(all);
});

test('A passphrase locks away what versions up to 0.4 wrote, too', async () => {
  await installVersion1();
  const before = await createPorts().tokens.list();
  expect(before).toMatchObject([{ access_token: 'access-of-zoe' }]);
  await passphrase().set(words, silent);
  expect(await createPorts().tokens.list()).toEqual(before);
  for (const name of ['profiles', 'tokens', 'bindings', 'logins', 'drafts'] as const)
    for (const { sealed } of await (await openDatabase()).getAll(name)) expect(sealed.by).toBeTypeOf('string');
  await closeBrowser();
  await expect(createPorts().tokens.list()).rejects.toMatchObject(locked);
  await passphrase().unlock(words, silent);
  expect(await createPorts().tokens.list()).toEqual(before);
});

describe('A page that dies in the middle loses nothing', () => {
  type Work = (dying: Promise<Database>) => Promise<void>;
  const works: [string, string | undefined, Work][] = [
    ['setting a passphrase', undefined, (dying) => passphrase(dying).set(words, silent)],
    ['changing it', words, (dying) => passphrase(dying).change(words, others, silent)],
    ['removing it', words, (dying) => passphrase(dying).remove(words, silent)],
    ['saying when to lock', words, (dying) => passphrase(dying).setIdle(15)],
  ];

  test.each(works)('%s', async (_what, before, work) => {
    for (let diesAt = 1; ; diesAt++) {
      fakeBrowser.reset();
      globalThis.indexedDB = new IDBFactory();
      await installVersion1();
      await keepSome();
      const kept = await found();
      if (before) await passphrase().set(before, silent);
      const dying = mortal(openDatabase(), diesAt);
      const lived = await work(dying.database).then(
        () => true,
        () => false,
      );
      dying.end();
      // Whoever was open goes on: the key is in memory before it is wrapped by the passphrase, so nobody finds it locked in between …
      expect(await createPorts().vault.isLocked()).toBe(false);
      expect(await found()).toEqual(kept);
      // … and after the next start one of the two passphrases opens it, or none is needed.
      await closeBrowser();
      if ((await passphrase().read()).isSet)
        await passphrase()
          .unlock(words, silent)
          .catch(() => passphrase().unlock(others, silent));
      expect(await found()).toEqual(kept);
      if (lived) break;
      expect(diesAt).toBeLessThan(100);
    }
  });
});
