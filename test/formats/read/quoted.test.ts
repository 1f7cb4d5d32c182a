import { expect, test } from 'vitest';
import { readCurlCommand } from '../../../src/formats/read/curl-command.ts';
import { quoted } from '../../../src/formats/read/quoted.ts';

test.each([
  ['what is this', '“what is this”'],
  ['client_secret=hush', '“client_secret”'],
  ["-H 'Authorization: Bearer abcdefgh' -d x", "“-H 'Authorization: Bearer … -d x”"],
  ['take 7fkd93kx for it', '“take 7fkd… for it”'],
  ['7fkd93kxab12==', '“7fkd…”'],
  ['v2 pets', '“v2 pets”'],
])('Of a text that was not understood no secret is repeated: %s', (text, shown) => {
  expect(quoted(text)).toBe(shown);
});

test('A value that stands where curl has an option is not repeated either', () => {
  const { notUnderstood } = readCurlCommand(['curl', '--7fkd93kx -d password=hush', 'https://a.example']);
  expect(notUnderstood.join()).not.toMatch(/7fkd93kx|hush/);
});

test('Half a sign in a value that curl encodes is read', () => {
  const { request } = readCurlCommand(['curl', 'https://a.example', '--data-urlencode', 'a=\ud83d']);
  expect(request.body).toBe('a=%EF%BF%BD');
});
