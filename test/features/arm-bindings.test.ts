import { beforeEach, describe, expect, test } from 'vitest';
import { type Binding, type Put, usualPut } from '../../src/core/binding.ts';
import { Failure, failureRecord } from '../../src/core/failure.ts';
import type { Ports } from '../../src/core/ports.ts';
import type { Profile } from '../../src/core/profile.ts';
import { goneAt } from '../../src/core/profile.ts';
import type { Token } from '../../src/core/token.ts';
import { armBindings, dueTokens } from '../../src/features/arm-bindings.ts';
import { aBinding, aProfile, aToken, noon, without } from '../core/support/records.ts';
import { createMemory, type Memory } from '../support/memory-ports.ts';

let memory: Memory;
let ports: Ports;
beforeEach(() => {
  memory = createMemory();
  ports = memory.background().ports;
  memory.disk.profiles.set('acme', aProfile());
  memory.disk.tokens.set('alice', aToken());
});

async function armed(...bindings: Partial<Binding>[]): Promise<void> {
  for (const [index, changes] of bindings.entries()) {
    const binding = aBinding({ id: `b${index}`, ...changes });
    memory.disk.bindings.set(binding.id, binding);
  }
  await armBindings(ports);
}

const setToken = (changes: Partial<Token>) => memory.disk.tokens.set('alice', aToken(changes));
const setProfile = (changes: Partial<Profile>) => memory.disk.profiles.set('acme', aProfile(changes));

describe('A binding is armed', () => {
  test('with its rule, its scripts, the alarm and a word to the pages', async () => {
    await armed({ tabId: 4 });
    expect(memory.browser).toMatchObject({
      rules: [
        {
          api: ['https://api.acme.example/*'],
          pages: ['https://app.acme.example/*'],
          tabIds: [4],
          parts: [{ in: 'header', name: 'Authorization', value: 'Bearer access-of-alice' }],
        },
      ],
      scripts: ['https://app.acme.example/*'],
      alarm: noon + 3_570_000,
      refreshes: 1,
    });
  });

  test('with its scripts in the network, too: a call waits there for a token that is good', async () => {
    await armed({ mode: 'network' });
    expect(memory.browser.rules).toHaveLength(1);
    expect(memory.browser.scripts).toEqual(['https://app.acme.example/*']);
  });

  test('by a rule that is as strong as it is: tab, window, longer pattern, order', async () => {
    memory.browser.openTabs = [
      { tabId: 1, windowId: 5, url: 'https://app.acme.example/' },
      { tabId: 2, windowId: 5, url: 'https://app.acme.example/' },
    ];
    const named = (name: string) => ({ put: [{ ...usualPut, name }] });
    await armed(
      { ...named('low'), order: 1 },
      { ...named('high'), order: 2 },
      { ...named('long'), api: ['https://api.acme.example/v2/*'] },
      { ...named('window'), windowId: 5 },
      { ...named('tab'), tabId: 1 },
    );
    const rules = memory.browser.rules.toSorted((a, b) => b.rank - a.rank);
    expect(rules.map(({ parts, tabIds }) => [parts[0]?.name, tabIds])).toEqual([
      ['tab', [1]],
      ['window', [1, 2]],
      ['long', undefined],
      ['high', undefined],
      ['low', undefined],
    ]);
    // They set different headers, so each has to keep the weaker ones away.
    expect(rules.every(({ alone }) => alone)).toBe(true);
  });

  test('by rules that need not mind each other where all put the same', async () => {
    await armed({ order: 1 }, { order: 2 });
    expect(memory.browser.rules.map(({ alone }) => alone)).toEqual([false, false]);
  });

  test('with a rule for what it leaves out', async () => {
    await armed({ notApi: ['https://api.acme.example/login'] });
    expect(memory.browser.rules).toMatchObject([
      { api: ['https://api.acme.example/login'], parts: [], alone: true },
      { api: ['https://api.acme.example/*'] },
    ]);
  });

  test('without a rule for calls of scripts where what the page sends counts: a rule would take its place', async () => {
    await armed({ ifPresent: 'leave' }, { ifPresent: 'leave', mode: 'network' }, {});
    expect(memory.browser.rules.map(({ notCalls }) => notCalls).sort()).toEqual([false, false, true]);
  });

  test('with a rule for all calls even so, of every other header', async () => {
    const tenant: Put = { in: 'header', name: 'X-Tenant', prefix: '', of: { text: 'blue' } };
    const stage: Put = { in: 'query', name: 'stage', prefix: '', of: { text: 'test' } };
    await armed({ ifPresent: 'add', put: [usualPut, tenant, stage] }, { ifPresent: 'leave', put: [tenant], tabId: 1 });
    expect(memory.browser.rules.map(({ notCalls, parts }) => [notCalls, parts.map(({ name }) => name)])).toEqual([
      [false, ['X-Tenant']],
      [true, ['Authorization', 'stage']],
      [false, ['X-Tenant']],
    ]);
  });

  test.each<[string, () => unknown]>([
    ['it is switched off', () => memory.disk.bindings.set('b0', aBinding({ id: 'b0', enabled: false }))],
    ['the tester took the API’s host away', () => (memory.browser.granted = new Set(['https://app.acme.example/*']))],
    ['the tester took the page’s host away', () => (memory.browser.granted = new Set(['https://api.acme.example/*']))],
    ['its token is gone', () => memory.disk.tokens.clear()],
    ['its profile is gone', () => memory.disk.profiles.clear()],
    ['its profile was deleted', () => setProfile({ deletedAt: noon })],
  ])('no longer when %s', async (_, end) => {
    await armed({});
    end();
    await armBindings(ports);
    expect(memory.browser).toMatchObject({ rules: [], scripts: [] });
    const deletedAt = memory.disk.profiles.get('acme')?.deletedAt;
    expect(memory.browser.alarm).toBe(deletedAt === undefined ? undefined : goneAt(deletedAt));
  });
});

describe('A token that ended', () => {
  test('leaves the rules; the scripts stay, because they can wait for a fresh one', async () => {
    setToken({ expiresAt: noon });
    await armed({});
    expect(memory.browser).toMatchObject({ rules: [], scripts: ['https://app.acme.example/*'] });
  });

  test('and can’t be renewed needs no alarm any more; before, one at its end', async () => {
    memory.disk.tokens.set('alice', without('refresh_token'));
    await armed({});
    expect(memory.browser.alarm).toBe(noon + 3_600_000);
    memory.clock.now += 3_600_000;
    await armBindings(ports);
    expect(memory.browser).toMatchObject({ rules: [], alarm: undefined });
  });
});

describe('The alarm', () => {
  test('is for the token that needs it first', async () => {
    memory.disk.tokens.set('bob', aToken({ id: 'bob', expiresAt: noon + 60_000 }));
    await armed({}, { tokenId: 'bob' });
    expect(memory.browser.alarm).toBe(noon + 54_000);
  });

  test('is not needed for a token without an end, or one that nothing is bound to', async () => {
    memory.disk.tokens.set('alice', without('expiresAt'));
    memory.disk.tokens.set('bob', aToken({ id: 'bob', expiresAt: noon + 60_000 }));
    await armed({});
    expect(memory.browser.alarm).toBeUndefined();
  });

  test('comes at most once a second for a server that gives dead tokens', async () => {
    setToken({ expiresAt: noon });
    await armed({});
    expect(memory.browser.alarm).toBe(noon + 1_000);
  });

  test('finds the bound tokens that are due, each once', async () => {
    setProfile({});
    await armed({}, {}, { tokenId: 'nobody' });
    expect(await dueTokens(ports)).toEqual([]);
    memory.clock.now = noon + 3_570_000;
    expect(await dueTokens(ports)).toEqual(['alice']);
    setToken({ renewal: { failedAt: memory.clock.now, failure: failureRecord(new Failure('server_slow')) } });
    expect(await dueTokens(ports)).toEqual([]);
    memory.clock.now += 30_000;
    expect(await dueTokens(ports)).toEqual(['alice']);
  });
});

describe('Arming', () => {
  test('shows in each open tab as whom it speaks', async () => {
    memory.browser.openTabs = [
      { tabId: 1, url: 'https://app.acme.example/pets' },
      { tabId: 2, url: 'https://app.acme.example:8443/' },
      { tabId: 3, url: 'https://other.example/' },
    ];
    await armed({});
    expect(memory.browser.badges.get(1)).toEqual({
      text: 'A',
      colour: expect.stringMatching(/^#/),
      title: 'Tokendock: alice, Acme',
    });
    expect(memory.browser.badges.has(2)).toBe(true);
    expect(memory.browser.badges.get(2)).toBeUndefined();
    expect(memory.browser.badges.has(3)).toBe(false);
  });

  test('asked for many times at once happens twice: what is asked meanwhile is seen by the second', async () => {
    const { ports: busy, calls } = memory.background();
    const all = Array.from({ length: 20 }, () => armBindings(busy));
    memory.disk.bindings.set('late', aBinding({ id: 'late' }));
    await Promise.all(all);
    expect(calls.filter((name) => name === 'requestRules.show')).toHaveLength(2);
    expect(memory.browser.rules).toHaveLength(1);
  });
});

describe('An API that wants its token otherwise gets it so:', () => {
  const use = { header: 'X-Token', scheme: 'token', headers: { 'Client-Id': '{client_id}', 'Api-Version': '2' } };

  const carried = () => memory.browser.rules.flatMap(({ parts }) => parts);

  test('in its own header, by its own scheme, with further headers', async () => {
    setProfile({ deviations: { use } });
    await armed({});
    expect(carried()).toEqual([
      { in: 'header', name: 'X-Token', value: 'token access-of-alice' },
      { in: 'header', name: 'Client-Id', value: 'tester' },
      { in: 'header', name: 'Api-Version', value: '2' },
    ]);
  });

  test('in its URLs, as it is, with further headers', async () => {
    setProfile({ deviations: { use: { ...use, query: 'access_token' } } });
    await armed({});
    expect(carried()).toMatchObject([
      { in: 'query', name: 'access_token', value: 'access-of-alice' },
      { in: 'header', name: 'Client-Id' },
      { in: 'header', name: 'Api-Version' },
    ]);
    expect(memory.browser.scripts).toEqual(['https://app.acme.example/*']);
  });

  test.each([
    ['of the provider', { deviations: { use: { scheme: '' } } }, {}],
    ['of the binding', {}, { put: [{ ...usualPut, prefix: '' }] }],
  ])('with no scheme at all, by the word %s', async (_, profile, binding) => {
    setProfile(profile);
    await armed(binding);
    expect(carried()).toEqual([{ in: 'header', name: 'Authorization', value: 'access-of-alice' }]);
  });

  test.each([{ use }, { use: { query: 'access_token' } }])(
    'but what the tester wrote into the binding counts: %o',
    async (deviations) => {
      setProfile({ deviations });
      await armed({ put: [{ ...usualPut, name: 'Mine', prefix: 'My' }] });
      expect(carried()[0]).toEqual({ in: 'header', name: 'Mine', value: 'My access-of-alice' });
    },
  );
});
