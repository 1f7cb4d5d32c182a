import { expect, test } from 'vitest';
import { leftOutPages } from '../../src/core/left-out-pages.ts';

const binding = (pages: string[], notPages: string[] = []) => ({ pages, notPages });
const admin = 'https://app.acme.example/admin/*';
const app = binding(['https://app.acme.example/*'], [admin]);

test.each([
  ['its own binding alone', [app]],
  ['another binding leaves out, too', [app, binding(['*://*/*'], [admin])]],
  ['other hosts are bound beside', [app, binding(['https://api.acme.example/*', 'https://*.example.org/*'])]],
])('A page is left out where %s', (_, bindings) => {
  expect(leftOutPages(bindings)).toEqual([admin]);
});

test.each([
  ['its host is bound by another binding', binding(['https://app.acme.example/x/*'])],
  ['its domain is', binding(['https://*.acme.example/*'])],
  ['all hosts are', binding(['https://*/x/*'])],
  ['an expression names its host', binding(['regex:^https://app\\.acme\\.example/(a|b)'])],
  ['its host is bound on any port', binding(['https://app.acme.example:*/*'])],
])('A page may be bound after all where %s', (_, other) => {
  expect(leftOutPages([app, other])).toEqual([]);
});

test('The same host on another port is another page', () => {
  const left = 'http://localhost:3000/admin/*';
  const bindings = [binding(['http://localhost:3000/*'], [left]), binding(['http://localhost:4000/*'])];
  expect(leftOutPages(bindings)).toEqual([left]);
});
