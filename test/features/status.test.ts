import { beforeEach, describe, expect, test } from 'vitest';
import { type Binding, type Put, usualPut } from '../../src/core/binding.ts';
import { Failure, failureRecord } from '../../src/core/failure.ts';
import type { Ports } from '../../src/core/ports.ts';
import type { Snapshot } from '../../src/core/snapshot.ts';
import { backgroundStatus } from '../../src/features/background-status.ts';
import { readStatus } from '../../src/features/status.ts';
import { aBinding, aProfile, aToken, noon, without } from '../core/support/records.ts';
import { createMemory, identityRedirectUri, type Memory } from '../support/memory-ports.ts';

let memory: Memory;
let ports: Ports;
beforeEach(() => {
  memory = createMemory();
  ports = memory.background().ports;
  const { disk } = memory;
  disk.profiles.set('acme', aProfile({ position: 2, client_secret: 'the-client-secret' }));
  disk.profiles.set('first', aProfile({ id: 'first', name: 'First', position: 1 }));
  disk.profiles.set('gone', aProfile({ id: 'gone', name: 'Gone', deletedAt: noon }));
  disk.tokens.set('alice', aToken({ id_token: 'the-id-token', rest: { nested_token: 'the-nested-token' } }));
  disk.bindings.set('binding', aBinding());
});

const page = { tabId: 1, url: 'https://app.acme.example/pets' };
const read = (tab: { tabId?: number; url?: string } = {}): Promise<Snapshot> =>
  readStatus(tab, ports, () => backgroundStatus(ports));
const acme = async () => (await read()).profiles[1];

describe('The popup shows', () => {
  test('the profiles in the tester’s order, without the deleted ones', async () => {
    const { profiles, identityRedirectUri: uri } = await read();
    expect(profiles.map(({ name }) => name)).toEqual(['First', 'Acme']);
    expect(uri).toBe(identityRedirectUri);
    expect(profiles[1]).toMatchObject({
      id: 'acme',
      host: 'id.acme.example',
      grant_type: 'authorization_code',
      scope: ['pets:read'],
      hosts: ['https://id.acme.example/*'],
      login: undefined,
    });
  });

  test('each token with its user, its times and what can be done with it', async () => {
    expect((await acme())?.tokens).toEqual([
      {
        id: 'alice',
        label: 'alice',
        user: { sub: 'user-alice', name: 'alice' },
        scope: ['pets:read'],
        obtainedAt: noon,
        expiresAt: noon + 3_600_000,
        renewable: true,
        revocable: false,
        renewing: false,
        failure: undefined,
      },
    ]);
  });

  test('no secret that a server wrote into a scope', async () => {
    memory.disk.tokens.set('alice', aToken({ access_token: 'hush-1234', scope: ['pets:read', 'you-sent-hush-1234'] }));
    expect((await acme())?.tokens[0]?.scope).toEqual(['pets:read', 'you-sent-••••']);
    memory.disk.tokens.set(
      'alice',
      aToken({ access_token: 'hush 1234', scope: ['you', 'sent', 'hush', '1234,', 'Sir'] }),
    );
    expect((await acme())?.tokens[0]?.scope).toEqual(['you', 'sent', '••••,', 'Sir']);
  });

  test('older tokens first, and why the last renewal failed', async () => {
    const failure = failureRecord(new Failure('grant_expired', { host: 'id.acme.example' }));
    memory.disk.tokens.set('a', aToken({ id: 'a', obtainedAt: noon + 1, renewal: { failedAt: noon, failure } }));
    const tokens = (await acme())?.tokens;
    expect(tokens?.map(({ id }) => id)).toEqual(['alice', 'a']);
    expect(tokens?.[1]?.failure).toEqual(failure);
  });

  test('the sign-in that runs, without anything secret', async () => {
    const times = { startedAt: noon, stepAt: noon + 5 };
    memory.disk.logins.set('the-state', {
      ...{ id: 'the-state', profileId: 'acme', step: 'signing_in', ...times },
      ...{ code_verifier: 'the-verifier', nonce: 'the-nonce', redirect_uri: 'https://app.acme.example/' },
    });
    expect((await acme())?.login).toEqual({
      ...{ id: 'the-state', step: 'signing_in', ...times },
      ...{ host: 'id.acme.example', failure: undefined },
    });
  });

  test.each<[Partial<Binding>, string[]]>([
    [{ ifPresent: 'replace' }, []],
    [{ ifPresent: 'leave' }, ['X-Api-Key']],
    [{ ifPresent: 'add' }, ['X-Api-Key']],
    [{ ifPresent: 'leave', mode: 'network' }, ['Authorization', 'X-Api-Key']],
    [{ ifPresent: 'add', mode: 'network' }, ['Authorization', 'X-Api-Key', 'stage']],
  ])('what of a binding takes the place of the page’s own though it says otherwise: %j', async (how, replacing) => {
    const text = (place: 'header' | 'query', name: string): Put => ({ in: place, name, prefix: '', of: { text: 'x' } });
    const put = [usualPut, text('header', 'X-Api-Key'), text('query', 'stage')];
    memory.disk.bindings.set('binding', aBinding({ put, ...how }));
    expect((await read()).bindings[0]?.replacing).toEqual(replacing);
  });

  test('bindings, younger first, with the hosts that they need and whether the tester granted them', async () => {
    memory.disk.bindings.set('young', aBinding({ id: 'young', createdAt: noon + 1 }));
    memory.disk.bindings.set('lost', aBinding({ id: 'lost', tokenId: 'nobody' }));
    memory.browser.granted = new Set(['https://api.acme.example/*']);
    const { bindings } = await read();
    expect(bindings.map(({ id }) => id)).toEqual(['young', 'binding']);
    expect(bindings[1]).toMatchObject({
      profileName: 'Acme',
      label: 'alice',
      hosts: ['https://api.acme.example/*', 'wss://api.acme.example/*', 'https://app.acme.example/*'],
      permitted: false,
    });
  });
});

describe('Nothing secret reaches the popup', () => {
  test('of what is stored: no token, no secret, no code, no verifier, no nonce', async () => {
    const callback = {
      url: 'https://app.acme.example/?code=the-code',
      form: [['code', 'the-code']] as [string, string][],
    };
    const secret = { code_verifier: 'the-verifier', nonce: 'the-nonce', callback };
    memory.disk.logins.set('s', {
      id: 's',
      profileId: 'acme',
      startedAt: noon,
      stepAt: noon,
      step: 'requesting',
      ...secret,
    });
    const shown = JSON.stringify(await read(page));
    expect(shown).toContain('Acme');
    for (const text of [
      'access-of-alice',
      'refresh-of-alice',
      'the-id-token',
      'the-nested-token',
      'the-client-secret',
    ]) {
      expect(shown).not.toContain(text);
    }
    for (const text of ['the-code', 'the-verifier', 'the-nonce']) expect(shown).not.toContain(text);
  });
});

describe('Of its tab the popup shows', () => {
  test('nothing, when it was opened on none', async () => {
    expect((await read()).tab).toBeUndefined();
  });

  test('which binding wins there, and what it did', async () => {
    const activity = { count: 3, last: { bindingId: 'binding' } } as never;
    memory.browser.activity.set(1, activity);
    memory.browser.tabsWithBridge.add(1);
    expect((await read(page)).tab).toEqual({ ...page, bindingId: 'binding', needsReload: false, activity });
  });

  test('that it needs a reload, when its page was there before the binding', async () => {
    expect((await read(page)).tab?.needsReload).toBe(true);
  });

  test.each([
    ['is switched off', () => aBinding({ enabled: false })],
    ['works in the network alone', () => aBinding({ mode: 'network' })],
  ])('no need for a reload where the binding %s', async (_, binding) => {
    memory.disk.bindings.set('binding', binding());
    expect((await read(page)).tab).toMatchObject({ bindingId: 'binding', needsReload: false });
  });

  test('no need for a reload where the tester has to grant hosts first', async () => {
    memory.browser.granted = new Set();
    expect((await read(page)).tab?.needsReload).toBe(false);
  });

  test('no binding on a page that has none, or whose address the browser hides', async () => {
    expect((await read({ tabId: 1, url: 'https://other.example/' })).tab?.bindingId).toBeUndefined();
    expect((await read({ tabId: 1 })).tab).toMatchObject({ url: undefined, bindingId: undefined, needsReload: false });
  });

  test('no binding whose token or profile is gone', async () => {
    memory.disk.tokens.clear();
    expect((await read(page)).tab?.bindingId).toBeUndefined();
  });
});

describe('A token is labelled', () => {
  test.each([
    ['a machine by its client', without('user'), { grant_type: 'client_credentials' as const }, 'tester'],
    ['a user by name', aToken(), {}, 'alice'],
    ['an unknown user by number', without('user'), {}, 'User 1'],
  ])('%s', async (_, token, changes, label) => {
    memory.disk.tokens.set('alice', token);
    memory.disk.profiles.set('acme', aProfile({ position: 2, ...changes }));
    expect((await acme())?.tokens[0]?.label).toBe(label);
  });

  test('unknown users by number in the order in which they came, per profile', async () => {
    const nameless = (id: string, changes = {}) => memory.disk.tokens.set(id, { ...without('user'), id, ...changes });
    nameless('z', { obtainedAt: noon - 1 });
    nameless('a', { obtainedAt: noon + 1 });
    nameless('0', { obtainedAt: noon - 9, profileId: 'first' });
    expect((await acme())?.tokens.map(({ label }) => label)).toEqual(['User 1', 'alice', 'User 2']);
  });
});
