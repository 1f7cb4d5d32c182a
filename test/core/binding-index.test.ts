import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Binding, Page } from '../../src/core/binding.ts';
import { indexBindings } from '../../src/core/binding-index.ts';
import { byStrength } from '../../src/core/precedence.ts';
import { matchesAny, scriptSources } from '../../src/core/url-pattern.ts';
import { verdictOn } from '../../src/core/verdict.ts';
import { aBinding } from './support/records.ts';

const hosts = ['acme.example', 'api.acme.example', 'v2.api.acme.example', 'localhost', '[::1]', '127.0.0.1'];
const paths = ['/', '/v1/', '/v1', '/v1/pets', '/v1/pets/', '/v2?to=/v1/', '/v1//pets', '/v1/pets?a=b'];

const pattern = fc
  .tuple(
    fc.constantFrom('http', 'https', '*', 'ws', 'wss'),
    fc.oneof(
      fc.constantFrom(
        '*',
        '*.acme.example',
        '*.example',
        '*.api.acme.example',
        'a*.acme.example',
        'v*.api.acme.example',
      ),
      fc.constantFrom(...hosts),
    ),
    fc.constantFrom('', ':8080', ':*'),
    fc.constantFrom(...paths),
    fc.constantFrom('', '*', '*/x', '*?y=*'),
  )
  .map(([scheme, host, port, path, end]) => `${scheme}://${host}${port}${path}${end}`);

const expression = fc.constantFrom(
  'regex:^https?://api\\.acme\\.example(?::\\d+)?/v1',
  'regex:^https://(api|v2\\.api)\\.acme\\.example/v\\d/',
  'regex:^https://[^/:@]+/v1/',
);
const patterns = (minLength: number) =>
  fc.array(fc.oneof({ arbitrary: pattern, weight: 5 }, { arbitrary: expression, weight: 1 }), {
    minLength,
    maxLength: 3,
  });

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
      api: patterns(1),
      notApi: patterns(0),
      pages: patterns(0),
      notPages: patterns(0),
      methods: fc.constantFrom<string[]>([], ['GET'], ['POST', 'PUT']),
      tabId: fc.constantFrom(undefined, 1, 2),
      enabled: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((all) =>
    all.map(({ tabId, ...rest }, index): { binding: Binding } => ({
      binding: aBinding({ id: String(index), order: index, ...rest, ...(tabId && { tabId }) }),
    })),
  );

const runs = { numRuns: 3000 };

/** What a pattern means, by its expressions alone. */
const matches = (patterns: readonly string[], at: string) =>
  patterns.flatMap(scriptSources).some((source) => new RegExp(source).test(at.replace(/#.*$/, '')));

const holds = ({ enabled, tabId, pages, notPages }: Binding, page: Page) =>
  enabled && (tabId === undefined || tabId === page.tabId) && matches(pages, page.url) && !matches(notPages, page.url);

test('A URL lies within patterns when one of their expressions says so', () => {
  fc.assert(
    fc.property(patterns(0), url, (some, at) => {
      expect(matchesAny(some, at)).toBe(matches(some, at));
    }),
    runs,
  );
});

describe('Bindings found by host and path are the same', () => {
  test('as those found one after the other: for a page', () => {
    fc.assert(
      fc.property(bindings, url, fc.constantFrom(1, 2), (all, at, tabId) => {
        const page = { tabId, url: at };
        const expected = byStrength(all.map(({ binding }) => binding).filter((binding) => holds(binding, page)));
        expect(
          indexBindings(all)
            .on(page)
            .map(({ binding }) => binding),
        ).toEqual(expected);
      }),
      runs,
    );
  });

  test('and the one that wins for a request', () => {
    fc.assert(
      fc.property(bindings, url, url, fc.constantFrom('GET', 'POST'), (all, at, to, method) => {
        const page = { tabId: 1, url: at };
        const request = { url: to, method };
        const verdict = verdictOn(
          all.map(({ binding }) => binding),
          page,
          request,
        );
        expect(indexBindings(all).first(page, request)?.binding).toBe(
          verdict.holds ? verdict.reach.binding : undefined,
        );
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
