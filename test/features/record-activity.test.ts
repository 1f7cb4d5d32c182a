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
    expect(recorded()).toEqual({ count: 3, last: row({ status: undefined }) });
    expect(memory.browser.changes).toBe(2);
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
    expect(recorded()).toEqual({ count: 1, last: row() });
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
    ['a time that is none', [row({ at: Number.NaN })]],
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
