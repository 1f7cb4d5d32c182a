import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyAs } from '../../src/formats/copy-as.ts';

const token = { access_token: 'eyJ.abc-_.123' };
const url = 'https://api.acme.example/pets?limit=1&sort=name';

/** What curl would get from a shell that runs the copied line. */
function curlArguments(line: string): string[] {
  const shell = `curl() { printf '%s\\0' "$@"; }\n${line}`;
  return execFileSync('sh', ['-c', shell], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

test('A token is copied bare', () => {
  expect(copyAs('token', token, url)).toBe('eyJ.abc-_.123');
});

test('A token is copied as a header line', () => {
  expect(copyAs('header', token, url)).toBe('Authorization: Bearer eyJ.abc-_.123');
});

test('A token is copied as a curl command that a shell takes', () => {
  const line = copyAs('curl', token, url);
  expect(line).toBe(`curl -H 'Authorization: Bearer eyJ.abc-_.123' '${url}'`);
  expect(curlArguments(line)).toEqual(['-H', 'Authorization: Bearer eyJ.abc-_.123', url]);
});

test('A token is copied as its API wants it', () => {
  expect(copyAs('header', token, url, { scheme: 'Zoho-oauthtoken' })).toBe(
    'Authorization: Zoho-oauthtoken eyJ.abc-_.123',
  );
  expect(copyAs('header', token, url, { header: 'X-Token', scheme: '' })).toBe('X-Token: eyJ.abc-_.123');
  expect(curlArguments(copyAs('curl', token, url, { headers: { 'Client-Id': 'web' } }))).toEqual([
    ...['-H', 'Authorization: Bearer eyJ.abc-_.123'],
    ...['-H', 'Client-Id: web', url],
  ]);
  expect(curlArguments(copyAs('curl', token, url, { query: 'key' }))).toEqual([`${url}&key=eyJ.abc-_.123`]);
  expect(copyAs('curl', token, 'https://a.example/', { query: 'key' })).toContain('https://a.example/?key=eyJ');
});

test('Nothing in a token or URL can run a command in the tester’s shell', () => {
  const nasty = fc.oneof(
    fc.constantFrom(`'; touch /tmp/pwned; '`, '$(id)', '`id`', '\\', '!!', '"', '\n', '#', `'\\''`),
    fc.string({ unit: 'binary-ascii' }).filter((text) => !text.includes('\0')),
  );
  fc.assert(
    fc.property(nasty, nasty, (access_token, place) => {
      const line = copyAs('curl', { access_token }, place);
      expect(curlArguments(line)).toEqual(['-H', `Authorization: Bearer ${access_token}`, place]);
    }),
    { numRuns: 50 },
  );
});
