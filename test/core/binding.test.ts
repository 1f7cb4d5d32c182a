import { describe, expect, test } from 'vitest';
import { apiSources, bindingHosts, bindingsFor, holdsFor } from '../../src/core/binding.ts';
import { aBinding, noon } from './support/records.ts';

const page = { tabId: 1, url: 'https://app.acme.example/pets' };

describe('A binding holds', () => {
  test('for the pages that it names, in every tab', () => {
    expect(holdsFor(aBinding(), page)).toBe(true);
    expect(holdsFor(aBinding(), { ...page, tabId: 2 })).toBe(true);
    expect(holdsFor(aBinding(), { ...page, url: 'https://other.example/' })).toBe(false);
  });

  test('for its tab alone, when it was made for one', () => {
    expect(holdsFor(aBinding({ tabId: 1 }), page)).toBe(true);
    expect(holdsFor(aBinding({ tabId: 2 }), page)).toBe(false);
  });

  test('not for another site that its tab went to', () => {
    expect(holdsFor(aBinding({ tabId: 1 }), { tabId: 1, url: 'https://evil.example/' })).toBe(false);
  });

  test('for no page while it is switched off, or when it names none', () => {
    expect(holdsFor(aBinding({ enabled: false }), page)).toBe(false);
    expect(holdsFor(aBinding({ pages: [] }), page)).toBe(false);
  });
});

test('This tab beats a pattern, and the younger beats the older', () => {
  const bindings = [
    aBinding({ id: 'old', createdAt: noon }),
    aBinding({ id: 'young', createdAt: noon + 2 }),
    aBinding({ id: 'tab', tabId: 1, createdAt: noon - 2 }),
    aBinding({ id: 'elsewhere', pages: ['https://other.example/*'], createdAt: noon + 3 }),
  ];
  expect(bindingsFor(bindings, page).map(({ id }) => id)).toEqual(['tab', 'young', 'old']);
  expect(bindings[0]?.id).toBe('old');
});

test('A page is told the expressions of every API pattern', () => {
  const sources = apiSources(aBinding({ api: ['https://api.acme.example/*', 'http://localhost:3000/v1'] }));
  const matches = (url: string) => sources.some((source) => new RegExp(source).test(url));
  expect(matches('https://api.acme.example/pets')).toBe(true);
  expect(matches('http://localhost:3000/v1')).toBe(true);
  expect(matches('http://localhost:3000/v2')).toBe(false);
});

test.each([
  ['https://api.acme.example:8443/v1/*', ['https://api.acme.example/*', 'wss://api.acme.example/*']],
  ['ws://localhost:3000/feed', ['http://localhost/*', 'ws://localhost/*']],
  ['*://*.acme.example/*', ['*://*.acme.example/*', 'ws://*.acme.example/*', 'wss://*.acme.example/*']],
])('A binding for %s needs these hosts, sockets too, and those of its pages', (pattern, hosts) => {
  const pages = ['http://localhost:5173/*', 'http://localhost:5174/*'];
  const own = hosts.includes('http://localhost/*') ? [] : ['http://localhost/*'];
  expect(bindingHosts({ api: [pattern], pages })).toEqual([...hosts, ...own]);
});
