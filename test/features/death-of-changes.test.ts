import { describe, expect, test } from 'vitest';
import type { Ports } from '../../src/core/ports.ts';
import { draftOf } from '../../src/core/profile-draft.ts';
import { profileOfToday } from '../../src/core/profile-of-today.ts';
import { duplicateProfile, moveProfile } from '../../src/features/arrange-profiles.ts';
import { addBinding, changeBinding, removeBinding, tabClosed } from '../../src/features/bindings.ts';
import { cancelLogin } from '../../src/features/cancel-login.ts';
import { forgetToken } from '../../src/features/forget-token.ts';
import { handOn } from '../../src/features/hand-on.ts';
import { pasteToken } from '../../src/features/paste-token.ts';
import { saveProfile } from '../../src/features/profile-form.ts';
import { deleteProfile, purgeProfiles, restoreProfile } from '../../src/features/profiles.ts';
import { renewDueTokens } from '../../src/features/renew-token.ts';
import { aBinding, aProfile, aToken, noon } from '../core/support/records.ts';
import { createMemory, type Memory } from '../support/memory-ports.ts';
import { throughEachDeath } from './support/deaths.ts';

type World = { memory: Memory };

/** Two profiles, tokens of two users, one bound to pages and one to a tab; and a sign-in. */
async function prepare(): Promise<World> {
  const memory = createMemory();
  const { disk } = memory;
  disk.profiles.set('acme', aProfile());
  disk.profiles.set('other', aProfile({ id: 'other', name: 'Other', position: 1 }));
  disk.tokens.set('alice', aToken());
  disk.tokens.set('bob', aToken({ id: 'bob', access_token: 'access-of-bob', user: { sub: 'b', name: 'bob' } }));
  disk.bindings.set('binding', aBinding());
  disk.bindings.set('of-tab', aBinding({ id: 'of-tab', tokenId: 'bob', tabId: 7, pages: [], order: 1, handOn: true }));
  const waits = { id: 's', profileId: 'acme', startedAt: noon, step: 'signing_in', stepAt: noon } as const;
  disk.logins.set('s', waits);
  return { memory };
}

const flow = (run: (ports: Ports, world: World) => Promise<unknown>) => ({
  prepare,
  run: (world: World, ports: Ports) => run(ports, world),
});
const api = ['https://api.acme.example/*'];
const save = (name: string, ports: Ports) =>
  saveProfile({ ...draftOf(aProfile()), name }, ports, (id) => cancelLogin(id, ports));

/** Every flow that is done again after the background died in it ends as it would have without the death. */
describe.each<[string, (ports: Ports) => Promise<unknown>, (world: World) => unknown]>([
  ['forgetting a token', (ports) => forgetToken('alice', true, ports), ({ memory }) => [...memory.disk.tokens.keys()]],
  [
    'binding a tab to another user',
    (ports) => addBinding({ tokenId: 'alice', api, pages: ['*://*/*'], tabId: 7 }, ports),
    ({ memory }) => [...memory.disk.bindings.values()].filter(({ tabId }) => tabId === 7).map(({ tokenId }) => tokenId),
  ],
  [
    'switching a binding off',
    (ports) => changeBinding('binding', { enabled: false }, ports),
    ({ memory }) => memory.disk.bindings.get('binding')?.enabled,
  ],
  ['deleting a binding', (ports) => removeBinding('binding', ports), ({ memory }) => [...memory.disk.bindings.keys()]],
  ['ending what a closed tab had', (ports) => tabClosed(7, ports), ({ memory }) => [...memory.disk.bindings.keys()]],
  [
    'handing a binding on to a tab',
    (ports) => handOn(7, 8, ports),
    ({ memory }) => [...memory.disk.bindings.values()].map(({ tabId }) => tabId),
  ],
  [
    'deleting a profile',
    (ports) => deleteProfile('acme', ports),
    ({ memory }) => [memory.disk.profiles.get('acme')?.deletedAt, [...memory.disk.tokens.keys()]],
  ],
  ['saving a profile', (ports) => save('New', ports), ({ memory }) => [...memory.disk.profiles.values()]],
  ['moving a profile', (ports) => moveProfile('other', -1, ports), order],
])('A background that dies while %s', (_, run, outcome) => {
  test('leaves records that fit together, which its successor arms; doing it again does it', async () => {
    const whole = await prepare();
    await run(whole.memory.background().ports);
    const deaths = await throughEachDeath(flow(run), async ({ world, next, where }) => {
      // What is done already can't always be done again, and says so.
      await run(next).catch(() => undefined);
      expect(outcome(world), where).toEqual(outcome(whole));
    });
    expect(deaths).toBeGreaterThan(1);
  });
});

/** The profiles' names, from the top. */
function order({ memory }: World): string[] {
  return [...memory.disk.profiles.values()].sort((a, b) => a.position - b.position).map(({ name }) => name);
}

describe('A background that dies', () => {
  test('while a profile is copied leaves the others as they are, with or without the copy', async () => {
    const run = (ports: Ports) => duplicateProfile('acme', ports);
    await throughEachDeath(flow(run), async ({ world, where }) => {
      const names = order(world).filter((name) => name !== 'Acme (copy)');
      expect([names, world.memory.disk.profiles.get('acme')?.client_id], where).toEqual([['Acme', 'Other'], 'tester']);
    });
  });

  test('while a deleted profile is restored, it is deleted still or all there: with its tokens and bindings', async () => {
    const run = async (ports: Ports) => {
      await deleteProfile('acme', ports);
      await restoreProfile('acme', ports);
    };
    await throughEachDeath(flow(run), async ({ world, next, where }) => {
      await restoreProfile('acme', next);
      const { disk, browser } = world.memory;
      const left = [disk.profiles.get('acme')?.deletedAt, disk.tokens.size, disk.bindings.size, browser.rules.length];
      expect(left, where).toEqual([undefined, 2, 2, 2]);
    });
  });

  test('while it takes away for good what was deleted: its successor takes the rest away', async () => {
    const run = async (ports: Ports, { memory }: World) => {
      await deleteProfile('acme', ports);
      memory.clock.now += 3_600_000;
      await purgeProfiles(ports);
      await renewDueTokens(ports);
    };
    await throughEachDeath(flow(run), async ({ world, next, calls, where }) => {
      if (!calls.includes('profiles.change')) return;
      world.memory.clock.now += 3_600_000;
      await purgeProfiles(next);
      const { profiles, tokens, bindings, logins } = world.memory.disk;
      const left = [[...profiles.keys()], tokens.size, bindings.size, logins.size];
      expect(left, where).toEqual([['other'], 0, 0, 0]);
    });
  });

  test('while a pasted token is kept has kept it or not, and pasting it again keeps it', async () => {
    const pasted = {
      profileId: 'other',
      access_token: 'pasted',
      refresh_token: '',
      id_token: '',
      expires_in: '',
      client_secret: 'x',
    };
    const run = (ports: Ports) => pasteToken(pasted, ports);
    await throughEachDeath(flow(run), async ({ world, next, where }) => {
      const kept = () => [...world.memory.disk.tokens.values()].filter(({ profileId }) => profileId === 'other');
      if (kept().length === 0) await run(next);
      expect(kept(), where).toMatchObject([{ access_token: 'pasted' }]);
    });
  });

  test('while records of an older version get today’s shape has changed none: they get it when they are read', () => {
    const { parameters: _, ...rest } = aProfile();
    const stored = { ...rest, authorizationParameters: [{ name: 'prompt', value: 'consent' }] };
    const before = structuredClone(stored);
    expect(profileOfToday(stored as never).parameters).toHaveLength(1);
    expect(stored).toEqual(before);
  });
});
