import { describe, expect, test } from 'vitest';
import { bindingHosts, holdsFor } from '../../src/core/binding.ts';
import { aBinding } from './support/records.ts';

const page = { tabId: 1, windowId: 10, url: 'https://app.acme.example/pets' };

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

  test('for the tabs of its window alone, when it was made for one', () => {
    expect(holdsFor(aBinding({ windowId: 10 }), page)).toBe(true);
    expect(holdsFor(aBinding({ windowId: 10 }), { ...page, tabId: 2 })).toBe(true);
    expect(holdsFor(aBinding({ windowId: 11 }), page)).toBe(false);
    expect(holdsFor(aBinding({ windowId: 11 }), { tabId: 1, url: page.url })).toBe(false);
  });

  test('not for another site that its tab went to', () => {
    expect(holdsFor(aBinding({ tabId: 1 }), { tabId: 1, url: 'https://evil.example/' })).toBe(false);
  });

  test('not for a page that it leaves out', () => {
    const binding = aBinding({ notPages: ['https://app.acme.example/admin/*'] });
    expect(holdsFor(binding, page)).toBe(true);
    expect(holdsFor(binding, { ...page, url: 'https://app.acme.example/admin/users' })).toBe(false);
  });

  test('for no page while it is switched off, or when it names none', () => {
    expect(holdsFor(aBinding({ enabled: false }), page)).toBe(false);
    expect(holdsFor(aBinding({ pages: [] }), page)).toBe(false);
  });
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
