import { describe, expect, test } from 'vitest';
import {
  hostPattern,
  matchesAny,
  originPattern,
  parsePattern,
  patternLength,
  patternSources,
  ruleDomain,
} from '../../src/core/url-pattern.ts';

describe('What a tester types', () => {
  test.each([
    ['api.example.com', 'https://api.example.com/*'],
    ['localhost:3000', 'https://localhost:3000/*'],
    ['http://localhost:3000', 'http://localhost:3000/*'],
    ['  https://api.example.com/v2/*\n', 'https://api.example.com/v2/*'],
    ['*://api.example.com/*', '*://api.example.com/*'],
    ['*.example.com', 'https://*.example.com/*'],
    ['*', 'https://*/*'],
    ['http://localhost:*/*', 'http://localhost:*/*'],
    ['wss://live.example.com/feed', 'wss://live.example.com/feed'],
    ['http://[::1]:8080/*', 'http://[::1]:8080/*'],
  ])('“%s” means %s', (typed, pattern) => {
    expect(parsePattern(typed)).toBe(pattern);
  });

  test.each([
    ['HTTPS://API.Example.COM/V2/*', 'https://api.example.com/V2/*'],
    ['https://bücher.example/*', 'https://xn--bcher-kva.example/*'],
    ['https://*.Bücher.example/*', 'https://*.xn--bcher-kva.example/*'],
    ['https://api.example.com:443/*', 'https://api.example.com/*'],
    ['http://api.example.com:80/*', 'http://api.example.com/*'],
    ['*://api.example.com:443/*', '*://api.example.com:443/*'],
    ['https://api.example.com/straße/*', 'https://api.example.com/stra%C3%9Fe/*'],
    ['https://api.example.com/a b?q=ü*', 'https://api.example.com/a%20b?q=%C3%BC*'],
    ['https://api.example.com/v1/../v2/*#top', 'https://api.example.com/v2/*'],
  ])('“%s” is kept as browsers spell it: %s', (typed, pattern) => {
    expect(parsePattern(typed)).toBe(pattern);
  });

  test.each([
    '',
    '   ',
    'not a url',
    'ftp://files.example.com/*',
    `https://api.example.com/${'*/'.repeat(1500)}`,
    `https://api.example.com/${'😀'.repeat(3000)}`,
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://',
    'https:///path',
    'https://api.*.com/*',
    'https://user@example.com/*',
    'https://user:password@example.com/*',
    'https://example.com?query',
    'https://example.com#fragment',
    'https://example.com:99999/*',
    'https://example.com:port/*',
    'https://999.1.1.1/*',
    'https://exa<mple/*',
    '<all_urls>',
    'https://example.com\\evil/*',
    'http//x',
    'https:/x',
    'http:x',
  ])('“%s” is refused', (typed) => {
    expect(() => parsePattern(typed)).toThrow(
      expect.objectContaining({ code: 'pattern_invalid', values: { pattern: typed.trim() } }),
    );
  });
});

describe('A pattern', () => {
  test.each([
    ['https://api.example.com/*', 'https://api.example.com/', true],
    ['https://api.example.com/*', 'https://api.example.com/v2/pets?limit=1', true],
    ['https://api.example.com/*', 'wss://api.example.com/feed', true],
    ['wss://api.example.com/*', 'https://api.example.com/feed', true],
    ['https://api.example.com/*', 'http://api.example.com/', false],
    ['https://api.example.com/*', 'https://api.example.com:8443/', false],
    ['https://api.example.com/*', 'https://api.example.com.evil.com/', false],
    ['https://api.example.com/*', 'https://evil.com/https://api.example.com/', false],
    ['https://api.example.com/*', 'https://api-example.com/', false],
    ['https://api.example.com/*', 'https://api.example.com@evil.com/', false],
    ['*://api.example.com/*', 'http://api.example.com/', true],
    ['*://api.example.com/*', 'ws://api.example.com/', true],
    ['*://api.example.com/*', 'ftp://api.example.com/', false],
    ['https://*.example.com/*', 'https://example.com/', true],
    ['https://*.example.com/*', 'https://a.b.example.com/', true],
    ['https://*.example.com/*', 'https://badexample.com/', false],
    ['https://*.example.com/*', 'https://evil.com/.example.com/', false],
    ['https://*.example.com/*', 'https://evil.com?.example.com/', false],
    ['https://*.example.com/*', 'https://evil.com\\.example.com/', false],
    ['https://*/*', 'https://any.where/at/all', true],
    ['http://localhost:*/*', 'http://localhost:5173/', true],
    ['http://localhost:*/*', 'http://localhost/', true],
    ['http://localhost:3000/*', 'http://localhost:30000/', false],
    ['https://api.example.com/v1/*/pets', 'https://api.example.com/v1/shop/7/pets', true],
    ['https://api.example.com/v1/*/pets', 'https://api.example.com/v1/shop/pets/8', false],
    ['https://api.example.com/a.b(c)', 'https://api.example.com/a.b(c)', true],
    ['https://api.example.com/a.b(c)', 'https://api.example.com/axb(c)', false],
    ['https://api.example.com/exact', 'https://api.example.com/exact#part', true],
    ['https://api.example.com/exact', 'https://api.example.com/exact?x', false],
  ])('%s, asked about %s, says %s', (pattern, url, expected) => {
    expect(matchesAny([pattern], url)).toBe(expected);
  });

  test('matches when one of several does, and nothing when there is none', () => {
    expect(matchesAny(['https://a.example/*', 'https://b.example/*'], 'https://b.example/')).toBe(true);
    expect(matchesAny([], 'https://b.example/')).toBe(false);
  });

  test('begins each expression literally, so that Chromium takes long paths too (its limit is 2 kB compiled)', () => {
    expect(patternSources('https://api.example.com/v1/*')).toEqual([
      '^https://api\\.example\\.com\\/v1\\/',
      '^wss://api\\.example\\.com\\/v1\\/',
    ]);
    expect(patternSources('*://a.example/x').map((source) => source.split(':')[0])).toEqual([
      '^https',
      '^wss',
      '^http',
      '^ws',
    ]);
  });

  test('that nobody could have typed is no expression', () => {
    expect(() => patternSources('nonsense')).toThrow(expect.objectContaining({ code: 'pattern_invalid' }));
  });
});

describe('What the browser is told about a pattern', () => {
  test.each([
    ['https://api.example.com:8443/v1/*', 'https://api.example.com/*'],
    ['wss://live.example.com/feed', 'https://live.example.com/*'],
    ['ws://localhost:3000/*', 'http://localhost/*'],
    ['*://*.example.com/*', '*://*.example.com/*'],
    ['https://*/*', 'https://*/*'],
  ])('%s needs the permission %s', (pattern, permission) => {
    expect(hostPattern(pattern)).toBe(permission);
  });

  test.each([
    ['https://api.example.com:8443/v1/*', 'api.example.com'],
    ['https://*.example.com/*', 'example.com'],
    ['https://*/*', undefined],
  ])('%s is the domain %s in a network rule', (pattern, domain) => {
    expect(ruleDomain(pattern)).toBe(domain);
  });

  test('a URL stands for all that lies below its origin', () => {
    expect(originPattern('http://localhost:3000/deep/page?x#y')).toBe('http://localhost:3000/*');
  });
});

describe('A host with a * in its names', () => {
  test.each([
    ['https://pr-*.preview.example.com/*', 'https://pr-12.preview.example.com/x', true],
    ['https://pr-*.preview.example.com/*', 'https://pr-12.evil.preview.example.com/x', false],
    ['https://pr-*.preview.example.com/*', 'https://pr-1/.preview.example.com/', false],
    ['https://*.eu-*.example.com/*', 'https://a.b.eu-1.example.com/', true],
    ['http://*-dev.localhost:3000/*', 'http://bob-dev.localhost:3000/', true],
  ])('%s, asked about %s, says %s', (typed, url, expected) => {
    expect(matchesAny([parsePattern(typed)], url)).toBe(expected);
  });

  test('needs the permission for all that ends alike', () => {
    expect(hostPattern('https://pr-*.preview.example.com/*')).toBe('https://*.preview.example.com/*');
    expect(ruleDomain('https://pr-*.preview.example.com/*')).toBe('preview.example.com');
  });

  test.each(['https://api.*/*', 'https://api-*/*', 'https://a*.com/*', 'https://bü*.example.com/*'])(
    'ends in somebody’s domain: “%s” is refused',
    (typed) => {
      expect(() => parsePattern(typed)).toThrow(expect.objectContaining({ code: 'pattern_invalid' }));
    },
  );
});

describe('A regular expression', () => {
  test.each([
    ['regex:^https://api\\.acme\\.example/v\\d+/pets$', 'https://api.acme.example/v2/pets', true],
    ['regex:^https://api\\.acme\\.example/v\\d+/pets$', 'https://api.acme.example/v2/pets/1', false],
    ['regex:^https?://(eu|us)\\.acme\\.example/', 'http://us.acme.example/', true],
    ['regex:^https://[^/]+\\.acme\\.example(?::\\d+)?/', 'https://a.acme.example:8443/', true],
    ['regex:^https://[^/]+\\.acme\\.example(?::\\d+)?/', 'https://evil.example/?.acme.example/', false],
  ])('%s, asked about %s, says %s', (typed, url, expected) => {
    expect(matchesAny([parsePattern(typed)], url)).toBe(expected);
  });

  test.each([
    ['^https://api\\.acme\\.example/v\\d+', 'https://api.acme.example/*', 'api.acme.example'],
    ['^https:\\/\\/api\\.acme\\.example\\/', 'https://api.acme.example/*', 'api.acme.example'],
    ['^https?://localhost:\\d+/', '*://localhost/*', 'localhost'],
    ['^(https|wss)://(eu|us)\\.acme\\.example/', '*://*.acme.example/*', 'acme.example'],
    ['^https://api\\.acme\\.example(?::\\d+)?/', 'https://api.acme.example/*', 'api.acme.example'],
    ['^https://pr\\d+\\.acme\\.example/', 'https://*.acme.example/*', 'acme.example'],
    ['^https://(a\\.example|b\\.example)/', 'https://*/*', undefined],
    ['^https://[a-z]+\\.example/', 'https://*/*', undefined],
  ])('%s needs the permission %s', (expression, permission, domain) => {
    const pattern = parsePattern(`regex:${expression}`);
    expect(hostPattern(pattern)).toBe(permission);
    expect(ruleDomain(pattern)).toBe(domain);
  });

  test.each([
    ['expression_invalid', ['(', '^https://api\\.example/[', '^https://api\\.example/ü', '']],
    [
      'expression_open',
      [
        'api\\.acme\\.example',
        'https://api\\.acme\\.example/',
        '^https://api\\.acme\\.example',
        '^https://api.acme.example/',
        '^https://.*/',
        '^https://(.*)\\.acme\\.example/',
        '^https://\\S+\\.acme\\.example/',
        '^https://[^x]+\\.acme\\.example/',
        '^https://api\\.acme\\.example(/|\\.evil)',
        '^https://api\\.acme\\.example/|x',
        '^ftp://api\\.acme\\.example/',
      ],
    ],
    [
      'expression_slow',
      [
        ...['(a+)+', '(a|a)*', '((a|b))+', '(?:\\d+)*', '(a?){20}', '.*.*.*', '\\w+\\d+\\w+', '(?=.*a.*b).*c'],
        ...['(a|a)'.repeat(13), 'a?'.repeat(13) + 'a'.repeat(13), 'a{0,99}a{0,999}a{0,999}'],
      ].map((end) => `^https://api\\.acme\\.example/${end}$`),
    ],
  ])('is refused as %s: %j', (code, expressions) => {
    for (const expression of expressions) {
      expect(() => parsePattern(`regex:${expression}`), expression).toThrow(expect.objectContaining({ code }));
    }
  });
});

test('What a pattern says is its length, but for the stars', () => {
  expect(patternLength('https://api.example.com/v2/*')).toBeGreaterThan(patternLength('https://api.example.com/*'));
  expect(patternLength('https://*.example.com/*')).toBe('https://.example.com/'.length);
  expect(patternLength('regex:^https://a\\.example/')).toBe('^https://a\\.example/'.length);
});

describe('However long a URL is, no pattern keeps anybody busy', () => {
  const long = (end: string) => `https://api.acme.example/${'a'.repeat(100_000)}${end}`;
  /** Steps can't be counted; that a test ends tells as much. */
  test.each([
    `https://api.acme.example/${'*a'.repeat(30)}x`,
    'https://api.acme.example/*a*/*a*/*x*',
    ...[
      '.*a.*x',
      '[^/]+/[^/]+/[^/]+/x',
      '(?:a|a)(?:a|a)(?:a|a)x',
      '(\\w+)/(\\d+)/.*x',
      '\\w+\\d+x',
      'a?a?a?a?aaaax',
    ].map((end) => `regex:^https://api\\.acme\\.example/${end}$`),
  ])('%s', (typed) => {
    const pattern = parsePattern(typed);
    for (const length of [3000, 100_000]) expect(matchesAny([pattern], long('').slice(0, length))).toBe(false);
  });

  test('and where a pattern has several stars it finds what it found', () => {
    const matches = (pattern: string, url: string) => matchesAny([parsePattern(pattern)], url);
    expect(matches('https://a.example/*/x/*/y', 'https://a.example/1/x/x/2/y/y')).toBe(true);
    expect(matches('https://a.example/*/x/*/y', 'https://a.example/1/x/2/y/z')).toBe(false);
    expect(matches('https://a.example/*1*2*3*4*5*6*7*8*9*a*b*', 'https://a.example/0123456789abc')).toBe(true);
    expect(matches('https://a.example/**x', 'https://a.example/x')).toBe(true);
  });

  test('an expression finds nothing in a URL of more than 4,000 signs', () => {
    const pattern = parsePattern('regex:^https://api\\.acme\\.example/');
    expect([3000, 5000].map((length) => matchesAny([pattern], long('').slice(0, length)))).toEqual([true, false]);
  });
});
