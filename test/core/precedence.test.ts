import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bindingsFor, byStrength, inOrder, lastOrder } from '../../src/core/precedence.ts';
import { verdictOn } from '../../src/core/verdict.ts';
import { aBinding } from './support/records.ts';

const page = { tabId: 1, windowId: 10, url: 'https://app.acme.example/pets' };
const long = ['https://api.acme.example/v2/pets/*'];

const request = { url: 'https://api.acme.example/v2/pets/7', method: 'GET' };
const verdict = (...bindings: Parameters<typeof aBinding>[0][]) =>
  verdictOn(
    bindings.map((changes, index) => aBinding({ id: `b${index}`, order: index + 1, ...changes })),
    page,
    request,
  );

describe('Of two bindings', () => {
  test.each([
    ['this tab beats this window', { tabId: 1 }, { windowId: 10, api: long }, 'tab'],
    ['this tab beats a longer pattern', { tabId: 1 }, { api: long }, 'tab'],
    ['this window beats a longer pattern', { windowId: 10 }, { api: long }, 'window'],
    [
      'the longer pattern beats one that stands higher',
      { api: long },
      { api: ['https://api.acme.example/v2/*'] },
      'longer',
    ],
    ['the one that stands higher wins where both say as much', { order: 9 }, {}, 'order'],
  ] as const)('%s', (_, winner, other, because) => {
    for (const found of [verdict({ ...winner, id: 'winner' } as never, other as never)]) {
      expect(found).toMatchObject({ holds: true, because, reach: { binding: { id: 'winner' } }, over: {} });
    }
    expect(verdict(other as never, { ...winner, id: 'winner' } as never)).toMatchObject({
      reach: { binding: { id: 'winner' } },
      because,
    });
  });
});

test('One alone needs no reason', () => {
  expect(verdict({})).toMatchObject({ holds: true, because: 'only', over: undefined });
});

describe('What a binding leaves out', () => {
  const notApi = ['https://api.acme.example/v2/*'];

  test('goes as the page wrote it, whatever a weaker binding says', () => {
    expect(verdict({ tabId: 1, notApi }, { api: long })).toMatchObject({ holds: false, because: 'left_out' });
  });

  test('does not come back by a longer pattern of its own', () => {
    expect(verdict({ api: long, notApi: ['https://api.acme.example/*'] })).toMatchObject({ because: 'left_out' });
  });

  test('still belongs to a stronger binding that names it', () => {
    expect(verdict({ notApi }, { id: 'mine', tabId: 1 })).toMatchObject({
      holds: true,
      reach: { binding: { id: 'mine' } },
    });
  });
});

describe('Where no binding holds, the nearest says what it lacks:', () => {
  test.each([
    ['page', { pages: ['https://other.example/*'] }],
    ['page', { notPages: ['https://app.acme.example/*'] }],
    ['method', { methods: ['POST'] }],
    ['tab', { tabId: 2 }],
    ['window', { windowId: 11 }],
    ['off', { enabled: false }],
  ] as const)('%s', (miss, changes) => {
    expect(verdict({ api: ['https://other.example/*'] }, { id: 'near', ...changes } as never)).toMatchObject({
      holds: false,
      because: 'none',
      nearest: { binding: { id: 'near' }, miss },
    });
  });

  test('a switched-off one is nearer than one of another page', () => {
    expect(verdict({ pages: ['https://x.example/*'] }, { enabled: false })).toMatchObject({ nearest: { miss: 'off' } });
  });

  test('and where none names the URL, there is none', () => {
    expect(verdict({ api: ['https://other.example/*'] })).toMatchObject({ because: 'none', nearest: undefined });
  });
});

test('Who reads may be another than who writes', () => {
  const bindings = [
    aBinding({ id: 'reader', methods: ['GET', 'HEAD'], order: 2 }),
    aBinding({ id: 'writer', order: 1 }),
  ];
  const who = (method: string) => verdictOn(bindings, page, { ...request, method }).reach?.binding.id;
  expect([who('GET'), who('head'), who('POST')]).toEqual(['reader', 'reader', 'writer']);
});

test('The bindings of a page come as they win, each once', () => {
  const bindings = [
    aBinding({ id: 'old', order: 1 }),
    aBinding({ id: 'young', order: 2, api: ['https://api.acme.example/*', 'https://b.example/*'] }),
    aBinding({ id: 'long', api: long }),
    aBinding({ id: 'window', windowId: 10 }),
    aBinding({ id: 'tab', tabId: 1 }),
    aBinding({ id: 'elsewhere', pages: ['https://other.example/*'], order: 3 }),
  ];
  expect(bindingsFor(bindings, page).map(({ id }) => id)).toEqual(['tab', 'window', 'long', 'young', 'old']);
  expect(byStrength(bindings).at(-1)?.id).toBe('old');
});

test('Every rank is a priority that a browser takes, with room for what one binding needs beside itself', () => {
  const api = [`https://api.acme.example/${'x'.repeat(5000)}/*`];
  const [first] = inOrder([aBinding({ tabId: 1, api, order: lastOrder + 1000 })]);
  expect(first?.rank).toBeLessThan(3 * 2 ** 19);
  expect(3 * 2 ** 19 * 5).toBeLessThan(2 ** 23 - 1);
  expect(first?.rank).toBeGreaterThan(inOrder([aBinding({ windowId: 1, api, order: lastOrder })])[0]?.rank ?? 0);
});

test('The order is one and the same from whatever side one asks', () => {
  const binding = fc.record({
    tabId: fc.constantFrom(undefined, 1),
    api: fc.constantFrom(long, ['https://api.acme.example/*'], ['*://*/*']),
    notApi: fc.constantFrom([], long),
    order: fc.integer({ min: 0, max: 50 }),
  });
  fc.assert(
    fc.property(fc.uniqueArray(binding, { selector: ({ order }) => order, minLength: 1, maxLength: 6 }), (found) => {
      const bindings = found.map(({ tabId, ...rest }, index) =>
        aBinding({ id: `${index}`, ...rest, ...(tabId !== undefined && { tabId }) }),
      );
      const forward = verdictOn(bindings, page, request);
      const backward = verdictOn(bindings.toReversed(), page, request);
      expect(backward).toEqual(forward);
    }),
  );
});
