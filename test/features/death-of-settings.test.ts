import { exportPKCS8, generateKeyPair } from 'jose';
import { describe, expect, test } from 'vitest';
import type { Deviations } from '../../src/core/deviations.ts';
import type { Ports } from '../../src/core/ports.ts';
import { draftOf, emptyDraft, type ProfileDraft } from '../../src/core/profile-draft.ts';
import { applySetting, restoreDeviations } from '../../src/features/apply-setting.ts';
import { addBinding, changeBinding, windowClosed } from '../../src/features/bindings.ts';
import { cancelLogin } from '../../src/features/cancel-login.ts';
import { discardDraft, saveDraft } from '../../src/features/drafts.ts';
import { vaultChanged } from '../../src/features/lock-vault.ts';
import { saveProfile } from '../../src/features/profile-form.ts';
import { createKey, deleteKey, importKey } from '../../src/features/signing-keys.ts';
import { endTrouble } from '../../src/features/storage-trouble.ts';
import { clearTraces } from '../../src/features/traces.ts';
import { aBinding, aProfile, aToken, noon } from '../core/support/records.ts';
import { createMemory, type Memory } from '../support/memory-ports.ts';
import { throughEachDeath } from './support/deaths.ts';

type World = { memory: Memory };

const before: Deviations = { challenge: 'hex' };
const setting = JSON.stringify({ answers: { token: { within: 'data' } } } satisfies Deviations);
const after: Deviations = { ...before, ...JSON.parse(setting) };

/** A profile that was just changed in the form, with a token that is bound to pages and one that is bound to a window. */
async function prepare(): Promise<World> {
  const memory = createMemory();
  const { disk } = memory;
  const profile = aProfile({ deviations: before });
  disk.profiles.set('acme', profile);
  disk.drafts.set('acme', { ...draftOf(profile), name: 'Half-typed', editedAt: noon } as never);
  disk.tokens.set('alice', aToken());
  disk.tokens.set('bob', aToken({ id: 'bob', access_token: 'access-of-bob', user: { sub: 'b', name: 'bob' } }));
  disk.bindings.set('binding', aBinding());
  disk.bindings.set('of-window', aBinding({ id: 'of-window', tokenId: 'bob', windowId: 7, order: 1 }));
  disk.traces.set('login', { id: 'login', profileId: 'acme', what: 'login', startedAt: noon, exchanges: [] });
  disk.tokens.set('damaged', aToken({ id: 'damaged', access_token: 'nobody reads it' }));
  disk.drafts.set('damaged', { id: 'damaged' });
  memory.damaged.add('tokens/damaged').add('drafts/damaged');
  return { memory };
}

const flow = (run: (ports: Ports, world: World) => Promise<unknown>) => ({
  prepare,
  run: (world: World, ports: Ports) => run(ports, world),
});

const imported = ['one', 'two', 'three'].map(
  (name): ProfileDraft => ({
    ...emptyDraft(name),
    ...{ name, issuer: 'https://id.acme.example', client_id: 'tester', client_secret: `secret-of-${name}` },
  }),
);

/** As the import does: each that is not here yet, one after the other. */
async function importAll(ports: Ports): Promise<void> {
  for (const draft of imported) {
    if (await ports.profiles.get(draft.id)) continue;
    await saveProfile(draft, ports, (id) => cancelLogin(id, ports));
  }
}

const readable = ({ memory: { disk } }: World) => [...disk.tokens.keys()].filter((id) => id !== 'damaged');
const deviationsIn = ({ memory: { disk } }: World) =>
  [disk.profiles, disk.drafts].map((store) => (store.get('acme') as { deviations?: Deviations }).deviations);

/** Whoever was stopped does it again, and it is done as it would have been; what it has nothing to do with is as it was. */
describe.each<[string, (ports: Ports) => Promise<unknown>, (world: World) => unknown]>([
  ['several profiles are imported', importAll, ({ memory }) => [...memory.disk.profiles.values()]],
  ['a setting is taken over', (ports) => applySetting('acme', setting, ports), deviationsIn],
  ['a setting is taken back', (ports) => restoreDeviations('acme', undefined, ports), deviationsIn],
  [
    'a half-filled form is kept, and the oldest makes way',
    async (ports) => {
      for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) await saveDraft(emptyDraft(name), ports);
    },
    ({ memory }) => [...memory.disk.drafts.keys()].sort(),
  ],
  ['a form is discarded', (ports) => discardDraft('acme', ports), ({ memory }) => [...memory.disk.drafts.keys()]],
  [
    'a binding gets another place in the order',
    (ports) => changeBinding('binding', { order: 5 }, ports),
    ({ memory }) => [...memory.disk.bindings.values()].map(({ id, order }) => [id, order]),
  ],
  ['a window closes', (ports) => windowClosed(7, ports), ({ memory }) => [...memory.disk.bindings.keys()]],
  [
    'it is unlocked',
    (ports) => vaultChanged(ports),
    ({ memory }) => [memory.browser.rules.length, memory.browser.scripts],
  ],
  ['traces are cleared', (ports) => clearTraces('acme', ports), ({ memory }) => [...memory.disk.traces.keys()]],
  [
    'damaged records are deleted',
    (ports) => endTrouble(ports),
    ({ memory }) => [[...memory.damaged], [...memory.disk.tokens.keys()]],
  ],
])('Somebody stops in the middle while %s', (_, run, outcome) => {
  test('doing it again does it, and nothing else is lost', async () => {
    const whole = await prepare();
    await run(whole.memory.background().ports);
    await throughEachDeath(flow(run), async ({ world, next, where }) => {
      expect(readable(world), where).toEqual(['alice', 'bob']);
      await run(next);
      expect(readable(world), where).toEqual(['alice', 'bob']);
      expect(outcome(world), where).toEqual(outcome(whole));
    });
  });
});

describe('Somebody stops in the middle', () => {
  test('while several profiles are imported: each is there whole, with its secret, or not at all', async () => {
    await throughEachDeath(flow(importAll), async ({ world, where }) => {
      for (const { id } of imported) {
        const profile = world.memory.disk.profiles.get(id);
        if (profile) expect([profile.name, profile.client_secret], where).toEqual([id, `secret-of-${id}`]);
      }
    });
  });

  test('while a setting is taken over: profile and form each have it, or are as before', async () => {
    const run = (ports: Ports) => applySetting('acme', setting, ports);
    await throughEachDeath(flow(run), async ({ world, where }) => {
      const [profile, draft] = deviationsIn(world);
      expect([before, after], where).toContainEqual(profile);
      expect([before, after], where).toContainEqual(draft);
      expect(world.memory.disk.drafts.get('acme'), where).toMatchObject({ name: 'Half-typed' });
    });
  });

  test('while a key is made: it is there or not; another one can be made, and deleted', async () => {
    const run = (ports: Ports) => createKey('ES256', ports);
    await throughEachDeath(flow(run), async ({ world, next, where }) => {
      const { id } = await run(next);
      await deleteKey(id, next);
      for (const key of world.memory.disk.keys.values()) expect(key.privateKey, where).toBeInstanceOf(CryptoKey);
      expect(world.memory.disk.keys.has(id), where).toBe(false);
    });
  });

  test('while a key is imported: the same', async () => {
    const text = await exportPKCS8((await generateKeyPair('ES256', { extractable: true })).privateKey);
    const run = (ports: Ports) => importKey(text, 'ES256', ports);
    await throughEachDeath(flow(run), async ({ world, next, where }) => {
      const { id } = await run(next);
      expect(world.memory.disk.keys.get(id)?.privateKey, where).toBeInstanceOf(CryptoKey);
    });
  });

  test('while a login is cancelled: it is there still and can be cancelled, or gone with its tab', async () => {
    const signingIn = { step: 'signing_in', stepAt: noon, startedAt: noon, tabId: 3 } as const;
    const prepareLogin = async () => {
      const world = await prepare();
      world.memory.browser.openTabs.push({ tabId: 3, windowId: 1, url: 'https://id.acme.example/' });
      world.memory.disk.logins.set('login', { id: 'login', profileId: 'acme', ...signingIn });
      return world;
    };
    const run = (_: World, ports: Ports) => cancelLogin('login', ports);
    await throughEachDeath({ prepare: prepareLogin, run }, async ({ world, next, where }) => {
      await cancelLogin('login', next);
      expect([...world.memory.disk.logins.keys()], where).toEqual([]);
    });
  });

  test('while a binding takes another one’s place: one of the two is there', async () => {
    const edited = { ...aBinding(), api: ['https://other.acme.example/*'] };
    const run = (ports: Ports) => addBinding(edited, ports);
    await throughEachDeath(flow(run), async ({ world, where }) => {
      const found = world.memory.disk.bindings.get('binding');
      expect([aBinding().api, edited.api], where).toContainEqual(found?.api);
    });
  });
});
