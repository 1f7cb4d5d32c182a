import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isValidPattern } from 'webext-patterns';
import { Failure } from '../../src/core/failure.ts';
import {
  hostPattern,
  matchesAny,
  originPattern,
  parsePattern,
  patternSources,
  scriptSources,
} from '../../src/core/url-pattern.ts';

const runs = { numRuns: 1000 };

/** Texts that look like patterns more often than not. */
const typed = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc
    .tuple(
      fc.constantFrom('', 'http://', 'https://', 'HTTPS://', '*://', 'ws://', 'wss://', 'ftp://', '//'),
      fc.oneof(fc.domain(), fc.ipV4(), fc.constantFrom('*', '*.example.com', '[::1]', 'localhost', 'bücher.example')),
      fc.oneof(
        fc.constant(''),
        fc.constant(':*'),
        fc.nat(70_000).map((port) => `:${port}`),
      ),
      fc.oneof(fc.constantFrom('', '/', '/*', '/a/*/b', '/(x)[y]{z}+?$^|\\'), fc.webPath(), fc.string()),
    )
    .map((parts) => parts.join('')),
);

function parsed(text: string): string | undefined {
  try {
    return parsePattern(text);
  } catch (error) {
    expect(error).toBeInstanceOf(Failure);
    expect((error as Failure).code).toBe('pattern_invalid');
    return undefined;
  }
}

test('Whatever is typed becomes a pattern or a sentence that says why not', () => {
  fc.assert(
    fc.property(typed, fc.webUrl(), (text, url) => {
      const pattern = parsed(text);
      if (pattern === undefined) return;
      expect(() => matchesAny([pattern], url)).not.toThrow();
      expect(isValidPattern(hostPattern(pattern))).toBe(true);
      expect(hostPattern(pattern)).toMatch(/^(\*|https?):\/\/[^/:]+|\[[0-9a-f:]+\]\/\*$/);
    }),
    runs,
  );
});

test('A pattern that was accepted is accepted again, unchanged', () => {
  fc.assert(
    fc.property(typed, (text) => {
      const pattern = parsed(text);
      if (pattern !== undefined) expect(parsePattern(pattern)).toBe(pattern);
    }),
    runs,
  );
});

test('Only printable ASCII reaches the browser’s rules, which refuse anything else', () => {
  fc.assert(
    fc.property(typed, (text) => {
      for (const source of patternSources(parsed(text) ?? 'https://example.com/*')) expect(source).toMatch(/^[!-~]+$/);
    }),
    runs,
  );
});

const origin = fc
  .tuple(
    fc.constantFrom('http', 'https'),
    fc.oneof(
      fc.domain(),
      fc.constantFrom('localhost', '127.0.0.1', 'example.com', 'a.example.com', 'example.com.evil'),
    ),
    fc.option(fc.integer({ min: 1, max: 65_535 })),
  )
  .map(([scheme, host, port]) => new URL(`${scheme}://${host}${port === null ? '' : `:${port}`}`).origin);

const below = fc.tuple(fc.webPath(), fc.webQueryParameters(), fc.webFragments());

test('The pattern of an origin matches every URL of it and none of another scheme, host or port', () => {
  fc.assert(
    fc.property(origin, origin, below, (own, other, [path, query, fragment]) => {
      const pattern = originPattern(own);
      expect(parsePattern(pattern)).toBe(pattern);
      const url = (base: string) => new URL(`${base}${path}?${query}#${fragment}`).href;
      expect(matchesAny([pattern], url(own))).toBe(true);
      expect(matchesAny([pattern], url(other))).toBe(new URL(url(other)).origin === own);
    }),
    runs,
  );
});

test('No URL of another host matches by what stands in its user, path, query or fragment', () => {
  const anywhere = fc.constantFrom('/', '?', '#', '/x?', '/x#', '\\', '@', ':', '/@', '.', '%2F');
  fc.assert(
    fc.property(
      fc.constantFrom('https://api.acme.example/*', 'https://*.acme.example/*'),
      anywhere,
      (pattern, sign) => {
        for (const text of [
          `https://evil.example${sign}api.acme.example/`,
          `https://evil.example${sign}.acme.example/`,
          `https://api.acme.example${sign}evil.example/`,
          `https://api.acme.example:pass${sign}evil.example/`,
        ]) {
          const url = URL.parse(text);
          if (!url || /(^|\.)acme\.example$/.test(url.hostname)) continue;
          expect(matchesAny([pattern], url.href), url.href).toBe(false);
          expect(matchesAny([pattern], text), text).toBe(false);
        }
      },
    ),
    runs,
  );
});

test('The sources for scripts and those for rules find the same URLs', () => {
  const piece = fc.constantFrom('a', 'b', 'ab', '/', '*', '.', '?', '1');
  const path = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(path, path, (wanted, asked) => {
      const pattern = parsePattern(`https://a.example/${wanted}`);
      const url = `https://a.example/${asked.replaceAll('*', 'ab')}`;
      const finds = (sources: string[]) => sources.some((source) => new RegExp(source).test(url));
      expect(finds(scriptSources(pattern))).toBe(finds(patternSources(pattern)));
    }),
    runs,
  );
});
