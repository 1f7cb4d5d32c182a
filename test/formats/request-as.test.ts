import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { requestAs } from '../../src/formats/request-as.ts';

const request = {
  method: 'POST',
  url: 'https://id.acme.example/token?a=1',
  headers: [
    ['Content-Type', 'application/x-www-form-urlencoded'],
    ['X-Odd', "=it's"],
    ['X-Empty', ''],
  ] as [string, string][],
  body: 'grant_type=client_credentials&scope=a+b',
};
const get = { method: 'GET', url: 'https://id.acme.example/authorize?x=1', headers: [], body: '' };

/** What a program of this name would get from a shell that runs the line. */
function argumentsOf(program: string, line: string): string[] {
  const shell = `${program}() { printf '%s\\0' "$@"; }\n${line}`;
  return execFileSync('sh', ['-c', shell], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

test('A request is a curl command that a shell takes', () => {
  const line = requestAs('curl', request);
  expect(argumentsOf('curl', line)).toEqual([
    request.url,
    '-H',
    'Content-Type: application/x-www-form-urlencoded',
    '-H',
    "X-Odd: =it's",
    '-H',
    'X-Empty;',
    '--data-raw',
    request.body,
  ]);
  expect(requestAs('curl', get)).toBe(`curl '${get.url}'`);
  expect(requestAs('curl', { ...get, method: 'DELETE' })).toBe(`curl -X DELETE '${get.url}'`);
});

test('A request is an HTTPie command that a shell takes', () => {
  expect(argumentsOf('http', requestAs('httpie', request))).toEqual([
    '--raw',
    request.body,
    'POST',
    request.url,
    'Content-Type:application/x-www-form-urlencoded',
    "X-Odd:\\=it's",
    'X-Empty;',
  ]);
});

test('A method that a shell would run is a word like any other', () => {
  const odd = { ...get, method: 'a&id&' };
  expect(requestAs('curl', odd)).toContain("-X 'a&id&' ");
  expect(requestAs('httpie', odd)).toContain("'a&id&' ");
  expect(requestAs('http-file', { ...get, method: 'A\nB' })).toMatch(/^AB https:/);
});

test('A request is a command for the Windows prompt', () => {
  expect(requestAs('curl-windows', { ...get, url: `${get.url}&y="%41"` })).toBe(
    'curl ^"https://id.acme.example/authorize?x=1^&y=\\^"%^41\\^"^"',
  );
});

test('A request is a part of a .http file', () => {
  expect(requestAs('http-file', { ...request, headers: request.headers.slice(0, 1) })).toBe(
    `POST ${request.url}\nContent-Type: application/x-www-form-urlencoded\n\n${request.body}`,
  );
  expect(requestAs('http-file', get)).toBe(`GET ${get.url}`);
});
