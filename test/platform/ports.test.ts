import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createCurrentTab, reloadTab } from '../../src/platform/current-tab.ts';
import { createPorts } from '../../src/platform/ports.ts';
import { scriptPatterns } from '../../src/platform/quirks.ts';
import { aBinding, aProfile, aToken } from '../core/support/records.ts';
import { fakeSessionRules } from './support/browser-fakes.ts';

beforeEach(() => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
});

describe('The ports of a browser', () => {
  test('keep each kind of record in its own store, and the next background finds them', async () => {
    const ports = createPorts();
    await ports.profiles.put(aProfile({ id: 'same' }));
    await ports.tokens.put(aToken({ id: 'same', profileId: 'same' }));
    await ports.bindings.put(aBinding({ id: 'same', tokenId: 'same' }));
    const next = createPorts();
    expect(await next.profiles.get('same')).toMatchObject({ client_id: 'tester' });
    expect(await next.tokens.get('same')).toMatchObject({ access_token: 'access-of-alice' });
    expect(await next.bindings.list()).toMatchObject([{ tokenId: 'same' }]);
    expect([await next.logins.list(), await next.drafts.list()]).toEqual([[], []]);
  });

  test('know the time, and never the same number twice', () => {
    const { now, randomId } = createPorts();
    const [before, between, after] = [Date.now(), now(), Date.now()];
    expect([before, between, after]).toEqual([before, between, after].toSorted((a, b) => a - b));
    expect(new Set(Array.from({ length: 100 }, randomId)).size).toBe(100);
  });

  test('call the browser’s fetch as its own: another receiver would be an illegal invocation', async () => {
    const seen: unknown[] = [];
    fakeSessionRules();
    vi.stubGlobal('fetch', function fetch(this: unknown, ...request: unknown[]) {
      seen.push(this, ...request);
    });
    await createPorts().fetch('https://id.acme.example/', { method: 'POST' });
    expect(seen).toEqual([undefined, 'https://id.acme.example/', { method: 'POST' }]);
    vi.unstubAllGlobals();
  });
});

describe('The popup’s tab', () => {
  const tabs = { query: vi.fn(async () => [{ id: 3 }]), get: vi.fn(), reload: vi.fn() };
  beforeEach(() => {
    Object.assign(fakeBrowser, { tabs });
  });

  test('is the one that it was opened on, wherever that goes', async () => {
    const currentTab = createCurrentTab();
    tabs.get.mockResolvedValueOnce({ id: 3, url: 'https://app.acme.example/' });
    expect(await currentTab()).toEqual({ tabId: 3, url: 'https://app.acme.example/' });
    tabs.get.mockResolvedValueOnce({ id: 3 });
    expect(await currentTab()).toEqual({ tabId: 3, url: undefined });
    expect(tabs.query).toHaveBeenCalledTimes(1);
  });

  test('may be none', async () => {
    tabs.query.mockResolvedValueOnce([]);
    expect(await createCurrentTab()()).toBeUndefined();
  });

  test('can be loaded anew', async () => {
    await reloadTab(3);
    expect(tabs.reload).toHaveBeenCalledWith(3);
  });
});

test.each([
  ['https://app.acme.example/*', ['https://app.acme.example:443/*']],
  ['http://*.ACME.example/x', ['http://*.acme.example:80/x']],
  ['http://localhost:3000/x/*', ['http://localhost:3000/x/*']],
  ['https://*:*/*', ['https://*:*/*']],
  ['wss://live.acme.example/*', ['https://live.acme.example:443/*']],
  ['*://localhost:3000/*', ['http://localhost:3000/*', 'https://localhost:3000/*']],
  ['*://app.acme.example/*', ['http://app.acme.example:80/*', 'https://app.acme.example:443/*']],
])('Content scripts for %s are registered in Chromium for %j', (pattern, patterns) => {
  expect(scriptPatterns(pattern)).toEqual(patterns);
});
