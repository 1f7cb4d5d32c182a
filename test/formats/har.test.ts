import { expect, test } from 'vitest';
import { toHar } from '../../src/formats/har.ts';

const archive = (url: string) => {
  const request = { method: 'GET', url, headers: [], body: '' };
  const entries = [{ at: 0, took: 1, request, response: undefined, notes: [] }];
  return toHar([{ id: 'a', title: 'login', startedAt: 0, entries }], '1') as {
    log: { entries: { request: { queryString: unknown } }[] };
  };
};

test.each([
  ['https://id.acme.example/authorize?scope=a%20b#x', [{ name: 'scope', value: 'a b' }]],
  // A server gave out a code that reads like its own origin.
  ['••••/authorize?scope=a', [{ name: 'scope', value: 'a' }]],
  ['••••', []],
])('A request is archived with its query, whatever was masked in its URL: %s', (url, queryString) => {
  expect(archive(url).log.entries[0]?.request.queryString).toEqual(queryString);
});
