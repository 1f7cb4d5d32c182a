import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { isValidPattern } from 'webext-patterns';
import { expressionOf } from '../../src/core/url-expression.ts';
import {
  fixedParts,
  hostPattern,
  matchesAny,
  originPattern,
  parsePattern,
  patternLength,
  patternSources,
  ruleDomain,
} from '../../src/core/url-pattern.ts';
import { bentTexts } from './support/bend.ts';
import { border } from './support/border.ts';
import { cameOrRefused } from './support/refusal.ts';
import { strangeText } from './support/strange.ts';

const good = fc.constantFrom(
  'https://api.acme.example/*',
  'https://*.acme.example:8443/v2/*/pets?x=*',
  '*://pr-*.acme.example/*',
  'api.acme.example',
  'https://bücher.example/ä/*',
  'https://xn--bcher-kva.example/*',
  'https://[2001:db8::1]:8443/*',
  'http://127.0.0.1/*',
  'wss://api.acme.example/socket',
  'regex:^https://api\\.acme\\.example/v\\d+/pets(?:/[a-z]+)?$',
  'regex:^https?://(?:eu|us)\\.acme\\.example(?::\\d+)?/(.*)/x.*y.*z$',
  'regex:^https:\\/\\/[a-z-]+\\.acme\\.example\\/(a+b)*$',
);
const bits = fc.constantFrom(
  '(',
  ')',
  '(?:',
  '(?=',
  '(?<a>',
  '[',
  ']',
  '[^/]',
  '.*',
  '.+',
  '\\d',
  '\\w+',
  '{2,}',
  '{1000}',
  '|',
  '?',
  '*',
  '+',
  '\\',
  '\\1',
  '\\k<a>',
  '$',
  '^',
  '/',
  'a',
  '(a|a)',
  '(a*)',
  '\\u0061',
  '\\p{L}',
);
const expression = fc
  .array(bits, { maxLength: 12 })
  .map((all) => `regex:^https://api\\.acme\\.example/${all.join('')}`);
const typed = fc.oneof(
  { weight: 4, arbitrary: bentTexts(good, 3) },
  { weight: 3, arbitrary: expression },
  { weight: 1, arbitrary: strangeText },
);

const piece = fc.constantFrom('a', 'aa', '/', 'x', 'xy', '1', 'b', '-', '%41', '?', '&', 'z', 'v1/', 'pets');
const url = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc
    .tuple(
      fc.constantFrom(
        'https://api.acme.example/',
        'https://eu.acme.example/',
        'https://evil.example/?https://api.acme.example/',
      ),
      piece,
      fc.nat(1200),
      piece,
    )
    .map(([base, one, times, last]) => base + one.repeat(times) + last),
);

/** What testers type as patterns and expressions. What is taken can be a rule of the browser, and is quick on any URL. */
export const patterns = border('patterns', fc.record({ typed, url }), async ({ typed, url }) => {
  const pattern = await cameOrRefused(() => parsePattern(typed));
  if (pattern === undefined) return;
  assert.equal(parsePattern(pattern), pattern);
  assert.match(pattern, /^[\x20-\x7e]+$/);
  assert.ok(isValidPattern(hostPattern(pattern)), hostPattern(pattern));
  for (const source of patternSources(pattern)) new RegExp(source);
  assert.ok(patternLength(pattern) >= 0);
  const { host } = fixedParts(pattern);
  const isIn = matchesAny([pattern], url);
  const href = URL.parse(url)?.href;
  if (!isIn || href !== url) return;
  // What it finds lies on the hosts that it is asked permission for.
  const { hostname } = new URL(url.replace(/^ws/, 'http'));
  const named = ruleDomain(pattern);
  assert.ok(named === undefined || hostname === named || hostname.endsWith(`.${named}`), `${pattern} finds ${url}`);
  assert.ok(host === '*' || host.startsWith('.') || hostname === host, `${pattern} finds ${url}`);
  if (expressionOf(pattern) === undefined && host !== '*') assert.ok(matchesAny([originPattern(url)], url));
});
