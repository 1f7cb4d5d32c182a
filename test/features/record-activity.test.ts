import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Activity } from '../../src/core/activity.ts';
import type { Ports } from '../../src/core/ports.ts';
import { recordActivity } from '../../src/features/record-activity.ts';
import { aBinding, noon } from '../core/support/records.ts';
import { createMemory, type Memory } from '../support/memory-ports.ts';

let memory: Memory;
let ports: Ports;
beforeEach(() => {
  memory = createMemory();
  ports = memory.background().ports;
  memory.disk.bindings.set('binding', aBinding());
  memory.disk.bindings.set('foreign', aBinding({ id: 'foreign', pages: ['https://other.example/*'] }));
  memory.disk.bindings.set('elsewhere', aBinding({ id: 'elsewhere', tabId: 2 }));
});

const page = { tabId: 1, url: 'https://app.acme.example/' };
const row = (changes: Partial<Activity> = {}): Activity => ({
  bindingId: 'binding',
  method: 'GET',
  url: 'https://api.acme.example/pets',
  status: 200,
  at: noon,
  did: 'added',
  ...changes,
});
const recorded = () => memory.browser.activity.get(1);

describe('What a page reports', () => {
  test('is counted, and the last call is shown', async () => {
    await recordActivity(page, [row(), row({ method: 'POST', did: 'renewed', status: 201 })], ports);
    await recordActivity(page, [row({ status: undefined })], ports);
    expect(recorded()).toMatchObject({ count: 3, last: row({ status: undefined }) });
    expect(memory.browser.changes).toBe(2);
  });

  test('is kept with its tab, its page’s origin, and whose token it was', async () => {
    memory.disk.bindings.set('binding', aBinding({ mode: 'network' }));
    await recordActivity({ ...page, url: 'https://app.acme.example/deep?code=hush' }, [row({ by: 'xhr' })], ports);
    expect(memory.browser.reported).toMatchObject([
      { tabId: 1, page: 'https://app.acme.example', tokenId: 'alice', mode: 'network', by: 'xhr' },
    ]);
  });

  test('of another host than its binding names is not kept: with a token it could be copied to there', async () => {
    await recordActivity(page, [row({ url: 'https://evil.example/collect' })], ports);
    expect(memory.browser.reported).toEqual([]);
  });

  test('is of the last hour at most, and never of tomorrow: it would push other rows out', async () => {
    await recordActivity(page, [row({ at: 8.64e15 }), row({ at: 0 })], ports);
    expect(memory.browser.reported.map(({ at }) => at)).toEqual([noon, noon - 3_600_000]);
  });

  test('says why, what to do about it, and how long it was held', async () => {
    const scope = 'pets:write';
    const rows = [
      row({ did: 'let_go', why: 'preflight_refused', offer: { do: 'use_network_mode' }, held: 3.5 }),
      row({ did: 'replayed', offer: { do: 'log_in_again', scope, acr_values: 'gold', max_age: '60' } }),
    ];
    await recordActivity(page, rows, ports);
    expect(memory.browser.reported).toMatchObject(rows);
  });

  test('offers nothing that is not on the list', async () => {
    const offer = { do: 'log_in_again', scope: 'a', redirect_uri: 'https://evil.example' } as never;
    await recordActivity(page, [row({ offer })], ports);
    expect(memory.browser.reported[0]?.offer).toEqual({ do: 'log_in_again', scope: 'a' });
  });

  test('loses its queries and fragments, where tokens hide', async () => {
    for (const tail of ['?token=hush', '#token=hush', '?a\nhush', '?a\r\n#hush', '#a\u2028hush']) {
      await recordActivity(page, [row({ url: `https://api.acme.example/pets${tail}` })], ports);
      expect(recorded()?.last.url).toBe('https://api.acme.example/pets');
    }
  });

  test.each(['foreign', 'elsewhere', 'nobody'])(
    'about a binding that is not its own (%s) is not believed',
    async (bindingId) => {
      await recordActivity(page, [row({ bindingId })], ports);
      expect(recorded()).toBeUndefined();
      expect(memory.browser.changes).toBe(0);
    },
  );

  test('about its own binding counts, even beside one that is not', async () => {
    await recordActivity(page, [row({ bindingId: 'foreign' }), row(), row({ bindingId: 'nobody' })], ports);
    expect(recorded()).toMatchObject({ count: 1, last: row() });
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a text', 'added'],
    ['a row that is no list', row()],
    ['an unknown deed', [row({ did: 'stolen' as never })]],
    ['a status that is none', [row({ status: 1e9 })]],
    ['a method that is a novel', [row({ method: 'G'.repeat(21) })]],
    ['an endless URL', [row({ url: `https://api.acme.example/${'x'.repeat(2000)}` })]],
    ['more rows than anybody makes', Array.from({ length: 1001 }, () => row())],
    ['a kind that no script makes', [row({ by: 'navigation' })]],
    ['an unknown reason', [row({ why: 'because' as never })]],
    ['two reasons at once', [row({ why: 'no_token own_header' as never })]],
    ['an unknown offer', [row({ offer: { do: 'pay' } as never })]],
    ['an offer that is a novel', [row({ offer: { do: 'log_in_again', scope: 's'.repeat(501) } })]],
    ['a wait that never was', [row({ held: -1 })]],
    ['a time that is none', [row({ at: Number.NaN })]],
    ['a time that no calendar has', [row({ at: 1e300 })]],
  ])('is thrown away when it is %s', async (_, reported) => {
    await recordActivity(page, reported, ports);
    expect(recorded()).toBeUndefined();
  });

  test('keeps nothing that was not asked for', async () => {
    await recordActivity(page, [{ ...row(), authorization: 'Bearer hush' }], ports);
    expect(JSON.stringify(recorded())).not.toContain('hush');
  });

  test('can be anything without harm', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything({ withNullPrototype: true, withBigInt: true, maxDepth: 4 }), async (anything) => {
        await recordActivity(page, anything, ports);
        await recordActivity(page, [anything], ports);
        expect(recorded()).toBeUndefined();
      }),
    );
  });
});
