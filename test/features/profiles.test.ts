import { beforeEach, describe, expect, test } from 'vitest';
import type { Ports } from '../../src/core/ports.ts';
import { emptyDraft, type ProfileDraft } from '../../src/core/profile-draft.ts';
import { armBindings } from '../../src/features/arm-bindings.ts';
import { duplicateProfile, moveProfile } from '../../src/features/arrange-profiles.ts';
import { cancelLogin } from '../../src/features/cancel-login.ts';
import { saveDraft } from '../../src/features/drafts.ts';
import { editProfile, revealSecret, saveProfile } from '../../src/features/profile-form.ts';
import { deleteProfile, purgeProfiles, restoreProfile } from '../../src/features/profiles.ts';
import { profilesInOrder } from '../../src/features/profiles-in-order.ts';
import { aBinding, aProfile, aToken } from '../core/support/records.ts';
import { createMemory, type Memory } from '../support/memory-ports.ts';

let memory: Memory;
let ports: Ports;
beforeEach(() => {
  memory = createMemory();
  ports = memory.background().ports;
});

const form = (changes: Partial<ProfileDraft> = {}): ProfileDraft => ({
  ...emptyDraft('acme'),
  name: 'Acme',
  issuer: 'https://id.acme.example',
  client_id: 'tester',
  ...changes,
});
const save = (draft: ProfileDraft) => saveProfile(draft, ports, (id) => cancelLogin(id, ports));
const stored = (id = 'acme') => memory.disk.profiles.get(id);
const order = async () => (await profilesInOrder(ports)).map(({ name }) => name);
const three = async () => {
  for (const name of ['C', 'B', 'A']) await save(form({ id: name.toLowerCase(), name }));
};
const metadata = { issuer: 'https://id.acme.example', token_endpoint: 'https://id.acme.example/token' };

describe('Saving a profile', () => {
  test('keeps it and throws its draft away', async () => {
    await saveDraft(form(), ports);
    expect(await save(form())).toEqual({ saved: true });
    expect(stored()).toMatchObject({ id: 'acme', name: 'Acme', position: -1 });
    expect(memory.disk.drafts.size).toBe(0);
  });

  test('with something wrong says so, and keeps draft and stored profile as they were', async () => {
    await save(form());
    await saveDraft(form({ name: '' }), ports);
    const before = stored();
    expect(await save(form({ name: '' }))).toEqual({ errors: { name: 'Give the profile a name.' } });
    expect(stored()).toEqual(before);
    expect(memory.disk.drafts.size).toBe(1);
  });

  test('puts a new one on top, and leaves an old one where it was', async () => {
    await three();
    expect(await order()).toEqual(['A', 'B', 'C']);
    await save(form({ id: 'b', name: 'B2' }));
    expect(await order()).toEqual(['A', 'B2', 'C']);
  });

  test.each([
    ['ends a sign-in at the server of before', { client_id: 'another' }, 0],
    ['under another name lets a sign-in go on', { name: 'Acme, renamed' }, 1],
  ])('%s', async (_, changes, left) => {
    await save(form());
    memory.disk.logins.set('s', { id: 's', profileId: 'acme', startedAt: 0, step: 'signing_in', stepAt: 0 });
    await save(form(changes));
    expect(memory.disk.logins.size).toBe(left);
  });

  test('keeps a secret that was not typed anew', async () => {
    const basic = { token_endpoint_auth_method: 'client_secret_basic' as const };
    await save(form({ ...basic, client_secret: 'hush' }));
    await save(await editProfile('acme', ports));
    expect(await revealSecret('acme', 'client_secret', ports)).toBe('hush');
    expect(JSON.stringify(await editProfile('acme', ports))).not.toContain('hush');
    await save(form({ client_secret: '' }));
    expect(await revealSecret('acme', 'client_secret', ports)).toBe('');
  });

  test('keeps what was discovered of its issuer', async () => {
    await save(form({ metadata }));
    await save({ ...(await editProfile('acme', ports)), name: 'New name' });
    expect(stored()).toMatchObject({ name: 'New name', metadata });
  });

  test.each(['https://other.example', 'https://id.acme.example/tenant', ''])(
    'forgets what was discovered of the issuer before: now it is “%s”',
    async (issuer) => {
      await save(form({ metadata }));
      const endpoints = {
        authorization_endpoint: 'https://other.example/authorize',
        token_endpoint: 'https://other.example/token',
      } as ProfileDraft['endpoints'];
      await save(form({ ...(await editProfile('acme', ports)), issuer, endpoints }));
      expect(stored()).not.toHaveProperty('metadata');
    },
  );
});

describe('The order of profiles', () => {
  test.each([
    ['b', -1, ['B', 'A', 'C']],
    ['b', 1, ['A', 'C', 'B']],
    ['c', -99, ['C', 'A', 'B']],
    ['a', 99, ['B', 'C', 'A']],
    ['a', 0, ['A', 'B', 'C']],
    ['nobody', 1, ['A', 'B', 'C']],
  ])('after moving %s by %i', async (id, by, expected) => {
    await three();
    await moveProfile(id, by, ports);
    expect(await order()).toEqual(expected);
  });
});

test('A profile moves among those of its integration', async () => {
  for (const [position, name] of ['A', 'B', 'C'].entries()) {
    const group = name === 'B' ? {} : { integration: 'Zoho' };
    memory.disk.profiles.set(name, aProfile({ id: name, name, position, ...group }));
  }
  await moveProfile('C', -1, ports);
  expect(await order()).toEqual(['C', 'A', 'B']);
});

describe('A copy', () => {
  test('stands right below the original, with its secret and without its tokens', async () => {
    await three();
    memory.disk.profiles.set('b', { ...aProfile({ id: 'b', name: 'B', position: -2 }), client_secret: 'hush' });
    memory.disk.tokens.set('alice', aToken({ profileId: 'b' }));
    await duplicateProfile('b', ports);
    expect(await order()).toEqual(['A', 'B', 'B (copy)', 'C']);
    const copy = [...memory.disk.profiles.values()].find(({ name }) => name === 'B (copy)');
    expect(copy).toMatchObject({ client_secret: 'hush', client_id: 'tester' });
    expect(copy?.id).not.toBe('b');
    expect([...memory.disk.tokens.values()].map(({ profileId }) => profileId)).toEqual(['b']);
  });
});

describe('A deleted profile', () => {
  beforeEach(async () => {
    memory.disk.profiles.set('acme', aProfile());
    memory.disk.tokens.set('alice', aToken());
    memory.disk.tokens.set('other', aToken({ id: 'other', profileId: 'twin' }));
    memory.disk.profiles.set('twin', aProfile({ id: 'twin', name: 'Twin' }));
    memory.disk.bindings.set('binding', aBinding());
    await armBindings(ports);
    await saveDraft(form(), ports);
    await deleteProfile('acme', ports);
  });

  test('is gone from the list, and what is bound to it no longer works', async () => {
    expect(await order()).toEqual(['Twin']);
    expect(memory.browser.rules).toEqual([]);
    expect(memory.disk.drafts.size).toBe(0);
    const reveal = (id: string) => revealSecret(id, 'client_secret', ports);
    for (const ask of [editProfile, reveal, duplicateProfile, deleteProfile]) {
      await expect(ask('acme', ports)).rejects.toMatchObject({ code: 'profile_gone' });
    }
  });

  test('comes back with its tokens and bindings', async () => {
    await restoreProfile('acme', ports);
    expect(await order()).toEqual(['Acme', 'Twin']);
    expect(memory.browser.rules).toMatchObject([{ parts: [{ value: 'Bearer access-of-alice' }] }]);
  });

  test('is gone for good after its minute, with tokens and bindings; those of others stay', async () => {
    memory.clock.now += 59_999;
    await purgeProfiles(ports);
    expect(memory.disk.profiles.size).toBe(2);
    memory.clock.now += 1;
    await purgeProfiles(ports);
    expect([...memory.disk.profiles.keys()]).toEqual(['twin']);
    expect([...memory.disk.tokens.keys()]).toEqual(['other']);
    expect(memory.disk.bindings.size).toBe(0);
    await restoreProfile('acme', ports);
    expect(await order()).toEqual(['Twin']);
  });

  test('that is purged by a background that dies is purged by the next one', async () => {
    memory.clock.now += 60_000;
    for (let diesAt = 1; diesAt <= 7; diesAt++) {
      await purgeProfiles(memory.background({ diesAt }).ports).catch(() => undefined);
    }
    await purgeProfiles(ports);
    expect([memory.disk.profiles.size, memory.disk.tokens.size, memory.disk.bindings.size]).toEqual([1, 1, 0]);
  });
});
