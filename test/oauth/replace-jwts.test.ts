import { expect, test } from 'vitest';
import { createMasker } from '../../src/oauth/mask.ts';
import { replaceJwts } from '../../src/oauth/replace-jwts.ts';

const replaced = (text: string) => replaceJwts(text, (jwt) => `<${jwt}>`);

test.each([
  ['a JWT by itself', 'eyJhbGciOi.eyJzdWIi.c2ln', '<eyJhbGciOi.eyJzdWIi.c2ln>'],
  ['a JWT in a sentence', 'Got eyJhbGciOi.eyJzdWIi.c2ln.', 'Got <eyJhbGciOi.eyJzdWIi.c2ln>.'],
  ['one without a signature', '"eyJhbGciOi.eyJzdWIi."', '"<eyJhbGciOi.eyJzdWIi.>"'],
  ['an encrypted one', 'eyJhbGciOi.a.b.c.d', '<eyJhbGciOi.a.b.c.d>'],
  ['one that hangs on another word', 'x.y-eyJhbGciOi.b.c', 'x.y-<eyJhbGciOi.b.c>'],
  ['two, one after the other', 'eyJa.b.c,eyJd.e.f', '<eyJa.b.c>,<eyJd.e.f>'],
  ['one whose header begins with a space', 'eyAiYWxnIiA.b.c', '<eyAiYWxnIiA.b.c>'],
  ['nothing', 'monkeybananas.acme.example and https://id.acme.example/', undefined],
])('In a text with %s that is found', (_, text, expected = text) => {
  expect(replaced(text)).toBe(expected);
});

test.each([
  'eyJ',
  'ey-',
  'eyaaaaaaaaa.',
  'secret',
  '"secret',
  'api_key-',
  '&code=',
  'eyJ.',
  '{"password":',
  "'password':[",
])('Two million letters of “%s” are masked in a moment', (unit) => {
  const text = unit.repeat(2_000_000 / unit.length);
  const masker = createMasker([]);
  masker.learn(text);
  expect(masker.maskText(text).length).toBeGreaterThan(0);
  expect(replaced(text).length).toBeGreaterThanOrEqual(text.length);
});
