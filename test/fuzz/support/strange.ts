import * as fc from 'fast-check';

/** Texts that are seldom thought of. */
export const strangeText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      '\u0000',
      '\ud800',
      '\udc00x',
      '\u202egnp.exe',
      '\u2066\u2069',
      '\ufeff',
      '\r\nSet-Cookie: a=b',
      '\n',
      '%',
      '%zz',
      '%c3%28',
      '%00',
      '+',
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      'null',
      'undefined',
      'NaN',
      '[object Object]',
      '{{a}}',
      '{host}',
      '$&',
      '<script>alert(1)</script>',
      '=cmd()',
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'https://xn--80ak6aa92e.com/',
      'https://äcme.example/',
      'https://[::1]:8443/token',
      'https://[fe80::1%25eth0]/',
      'http://127.0.0.1:99999/',
      'https://a:b@c.example/',
      'https://0x7f.1/',
      '//acme.example',
      'https://',
      '2026-13-45T99:99:99Z',
      '0001-01-01T00:00:00Z',
      '+275760-09-13T00:00:00.001Z',
      '-1',
      '1e400',
      '９９',
      'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.',
      'a.b.c',
    ),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('a', ' ', '%41', '😀', '"', '<a', '(', '.', 'a=b&', '\\', '/*', '\n'), fc.nat(3000))
      .map(([each, times]) => each.repeat(times)),
  },
);

/** Names that mean something to JavaScript, or nothing to anybody. */
export const strangeName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'then', 'toJSON', 'length', '', '0'),
  strangeText,
);

export const strangeNumber: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, -0, -1, 0.1, 1e-7, 1e21, 1e308, 2 ** 31, 2 ** 53, 8.64e15, 8.64e15 + 1, -8.64e15, 4294967296),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

/** How deep things stand in each other. */
const depth = fc.oneof(
  { weight: 40, arbitrary: fc.integer({ min: 1, max: 40 }) },
  { weight: 2, arbitrary: fc.constant(1500) },
);

export const deep: fc.Arbitrary<unknown> = fc.tuple(depth, fc.boolean(), strangeName).map(([levels, isList, name]) => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = isList ? [value] : own(name, value);
  return value;
});

/** An object with that member of its own, whatever it is called. */
export function own(name: string, value: unknown): Record<string, unknown> {
  return Object.defineProperty({}, name, { value, enumerable: true, writable: true, configurable: true });
}

/** Any value that JSON knows. */
export const strangeValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: strangeText },
  { weight: 3, arbitrary: strangeNumber },
  { weight: 3, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], { a: null }, [{}]) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.tuple(strangeName, strangeText).map(([name, value]) => own(name, value)) },
);
