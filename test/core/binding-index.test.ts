import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Binding, Page } from '../../src/core/binding.ts';
import { indexBindings } from '../../src/core/binding-index.ts';
import { matchesAny, patternSources } from '../../src/core/url-pattern.ts';
import { aBinding } from './support/records.ts';

const hosts = ['acme.example', 'api.acme.example', 'v2.api.acme.example', 'localhost', '[::1]', '127.0.0.1'];
const paths = ['/', '/v1/', '/v1', '/v1/pets', '/v1/pets/', '/v2?to=/v1/', '/v1//pets', '/v1/pets?a=b'];

const pattern = fc
  .tuple(
    fc.constantFrom('http', 'https', '*', 'ws', 'wss'),
    fc.oneof(fc.constantFrom('*', '*.acme.example', '*.example', '*.api.acme.example'), fc.constantFrom(...hosts)),
    fc.constantFrom('', ':8080', ':*'),
    fc.constantFrom(...paths),
    fc.constantFrom('', '*', '*/x', '*?y=*'),
  )
  .map(([scheme, host, port, path, end]) => `${scheme}://${host}${port}${path}${end}`);

const url = fc
  .tuple(
    fc.constantFrom('http', 'https', 'ws', 'wss'),
    fc.constantFrom(...hosts, 'other.example', 'user@acme.example', 'xacme.example', 'ACME.example', ''),
    fc.constantFrom('', ':8080', ':80', ':'),
    fc.constantFrom(...paths, ''),
    fc.constantFrom('', 'x', '1/x', '?y=/v1/#z', '#/v1/', '/../v1/pets'),
  )
  .map(([scheme, host, port, path, end]) => `${scheme}://${host}${port}${path}${end}`);

const bindings = fc
  .array(
    fc.record({
      api: fc.array(pattern, { minLength: 1, maxLength: 3 }),
      pages: fc.array(pattern, { maxLength: 3 }),
      tabId: fc.constantFrom(undefined, 1, 2),
      enabled: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((all) =>
    all.map(({ tabId, ...rest }, index): { binding: Binding } => ({
      binding: aBinding({ id: String(index), ...rest, ...(tabId && { tabId }) }),
    })),
  );

const runs = { numRuns: 3000 };

/** What a pattern means, by its expressions alone. */
const matches = (patterns: readonly string[], at: string) =>
  patterns.flatMap(patternSources).some((source) => new RegExp(source).test(at.replace(/#.*$/, '')));

const holds = ({ enabled, tabId, pages }: Binding, page: Page) =>
  enabled && (tabId === undefined || tabId === page.tabId) && matches(pages, page.url);

test('A URL lies within patterns when one of their expressions says so', () => {
  fc.assert(
    fc.property(fc.array(pattern, { maxLength: 3 }), url, (patterns, at) => {
      expect(matchesAny(patterns, at)).toBe(matches(patterns, at));
    }),
    runs,
  );
});

describe('Bindings found by host and path are the same', () => {
  test('as those found one after the other: for a page', () => {
    fc.assert(
      fc.property(bindings, url, fc.constantFrom(1, 2), (all, at, tabId) => {
        const page = { tabId, url: at };
        expect(indexBindings(all).on(page)).toEqual(all.filter(({ binding }) => holds(binding, page)));
      }),
      runs,
    );
  });

  test('and the one that wins for a request', () => {
    fc.assert(
      fc.property(bindings, url, url, (all, at, to) => {
        const page = { tabId: 1, url: at };
        const wins = all.find(({ binding }) => holds(binding, page) && matches(binding.api, to));
        expect(indexBindings(all).first(page, to)).toBe(wins);
      }),
      runs,
    );
  });
});

test('Whatever stands where a URL should be, nothing holds for it', () => {
  const all = indexBindings([{ binding: aBinding({ pages: ['https://*/*'] }) }]);
  for (const text of ['', 'about:blank', 'data:text/html,x', 'https://', '://x/', 'file:///etc/passwd'])
    expect(all.on({ tabId: 1, url: text })).toEqual([]);
});
