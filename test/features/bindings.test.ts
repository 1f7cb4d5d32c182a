import { beforeEach, describe, expect, test } from 'vitest';
import { type Binding, type NewBinding, plainBinding } from '../../src/core/binding.ts';
import type { Ports } from '../../src/core/ports.ts';
import { beginSession } from '../../src/features/begin-session.ts';
import {
  addBinding,
  changeBinding,
  removeBinding,
  tabClosed,
  tabMoved,
  windowClosed,
} from '../../src/features/bindings.ts';
import { aProfile, aToken, noon } from '../core/support/records.ts';
import { createMemory, type Memory } from '../support/memory-ports.ts';

let memory: Memory;
let ports: Ports;
beforeEach(() => {
  memory = createMemory();
  ports = memory.background().ports;
  memory.disk.profiles.set('acme', aProfile());
  memory.disk.tokens.set('alice', aToken());
  memory.disk.tokens.set('bob', aToken({ id: 'bob', access_token: 'access-of-bob' }));
});

const bindings = () => [...memory.disk.bindings.values()];
const add = (changes: Partial<NewBinding> = {}) =>
  addBinding(
    { tokenId: 'alice', api: ['https://api.acme.example/*'], pages: ['https://app.acme.example/*'], ...changes },
    ports,
  );

describe('Binding pages to a token', () => {
  test('stores it and arms it at once', async () => {
    const id = await add();
    expect(bindings()).toEqual([
      {
        id,
        tokenId: 'alice',
        api: ['https://api.acme.example/*'],
        pages: ['https://app.acme.example/*'],
        ...plainBinding,
        createdAt: noon,
        order: 1,
      },
    ]);
    expect(memory.browser.rules).toMatchObject([{ parts: [{ value: 'Bearer access-of-alice' }] }]);
    expect(memory.browser.changes).toBeGreaterThan(0);
  });

  test.each([
    [['https://api.acme.example/v1/*'], ['https://api.acme.example/*']],
    [['http://localhost:3000/api/*'], ['http://localhost:3000/*']],
    [['https://*.acme.example/v1/*'], ['https://*.acme.example/*']],
    [['wss://live.acme.example/feed'], ['wss://live.acme.example/*']],
  ])('without naming a page binds only the API’s own pages: %j', async (api, pages) => {
    await add({ api, pages: [] });
    expect(bindings()[0]?.pages).toEqual(pages);
  });

  test.each<[string, Partial<NewBinding>, string]>([
    ['no API', { api: [] }, 'pattern_invalid'],
    ['a token that is gone', { tokenId: 'nobody' }, 'token_gone'],
  ])('is refused with %s, and changes nothing', async (_, changes, code) => {
    await add({ tabId: 1 });
    const before = bindings();
    await expect(add({ tabId: 1, ...changes })).rejects.toMatchObject({ code });
    expect(bindings()).toEqual(before);
  });

  test('is stored before the earlier binding of the tab goes: a background that dies leaves one', async () => {
    await add({ tabId: 1 });
    const { ports: next, calls } = memory.background();
    await addBinding({ tokenId: 'bob', api: ['https://api.acme.example/*'], pages: [], tabId: 1 }, next);
    expect(calls.indexOf('bindings.put')).toBeLessThan(calls.indexOf('bindings.delete'));
  });
});

describe('A tab', () => {
  test('has one binding: the latest', async () => {
    await add({ tabId: 1 });
    await add({ tabId: 2 });
    await add();
    await add({ tabId: 1, tokenId: 'bob' });
    expect(bindings().map(({ tabId, tokenId }) => [tabId, tokenId])).toEqual([
      [2, 'alice'],
      [undefined, 'alice'],
      [1, 'bob'],
    ]);
  });

  test('takes its binding and its activity along when it is closed', async () => {
    await add({ tabId: 1 });
    await add({ tabId: 2 });
    memory.browser.activity.set(1, { count: 1 } as never);
    await tabClosed(1, ports);
    expect(bindings().map(({ tabId }) => tabId)).toEqual([2]);
    expect(memory.browser.rules).toHaveLength(1);
    expect(memory.browser.activity.size).toBe(0);
  });

  test('that was never bound changes nothing when it is closed', async () => {
    await add();
    const { ports: next, calls } = memory.background();
    await tabClosed(5, next);
    expect(calls).not.toContain('requestRules.show');
  });

  test('in another window than its binding’s is not bound; a tab that comes into that window is', async () => {
    memory.browser.openTabs = [{ tabId: 1, windowId: 5, url: 'https://app.acme.example/' }];
    await add({ windowId: 5 });
    expect(memory.browser.rules).toMatchObject([{ tabIds: [1] }]);
    memory.browser.openTabs.push({ tabId: 2, windowId: 5, url: 'https://app.acme.example/' });
    await tabMoved(ports);
    expect(memory.browser.rules).toMatchObject([{ tabIds: [1, 2] }]);
    await windowClosed(5, ports);
    const { ports: next, calls } = memory.background();
    await tabMoved(next);
    expect(calls).not.toContain('requestRules.show');
  });

  test('loses the binding of its window with the window', async () => {
    await add({ windowId: 5 });
    await add({ windowId: 6 });
    await windowClosed(5, ports);
    expect(bindings().map(({ windowId }) => windowId)).toEqual([6]);
  });

  test('of before is not a tab of now: a start of the browser ends its binding', async () => {
    await add({ tabId: 1 });
    await add();
    memory.restartBrowser();
    await beginSession(ports);
    expect(bindings().map(({ tabId }) => tabId)).toEqual([undefined]);
    expect(memory.browser.rules.map(({ tabIds }) => tabIds)).toEqual([undefined]);
  });

  test('is not bound to a pattern that names any host, unless the page is named', async () => {
    await expect(add({ api: ['https://*/*'], pages: [] })).rejects.toMatchObject({ code: 'pages_missing' });
    expect(bindings()).toEqual([]);
  });
});

describe('A binding', () => {
  test('can be switched off and on', async () => {
    const id = await add();
    await changeBinding(id, { enabled: false }, ports);
    expect([bindings()[0]?.enabled, memory.browser.rules]).toEqual([false, []]);
    await changeBinding(id, { enabled: true }, ports);
    expect([bindings()[0]?.enabled, memory.browser.rules.length]).toEqual([true, 1]);
  });

  test('can be turned to the network and back', async () => {
    const id = await add({ handOn: true, methods: ['GET'] });
    await changeBinding(id, { mode: 'network' }, ports);
    expect(bindings()).toMatchObject([{ id, mode: 'network', handOn: true, methods: ['GET'] }]);
  });

  test('that is changed keeps its place and its age', async () => {
    const id = await add();
    await add();
    memory.clock.now += 1000;
    await add({ id, methods: ['POST'], api: ['https://b.example/*'] });
    expect(bindings()[0]).toMatchObject({ id, order: 1, createdAt: noon, methods: ['POST'] });
    expect(bindings()).toHaveLength(2);
  });

  test('that was removed comes back to its old place', async () => {
    const id = await add();
    await add();
    const [before] = bindings();
    await removeBinding(id, ports);
    const { createdAt: _, ...rest } = before as Binding;
    await add(rest);
    expect(bindings().find((each) => each.id === id)).toEqual(before);
  });

  test('that is removed leaves neither rule, nor script, nor mark', async () => {
    const id = await add();
    memory.browser.openTabs = [{ tabId: 1, url: 'https://app.acme.example/' }];
    await changeBinding(id, { enabled: true }, ports);
    expect(memory.browser.badges.get(1)).toBeDefined();
    await removeBinding(id, ports);
    expect(memory.browser).toMatchObject({ rules: [], scripts: [] });
    expect(memory.browser.badges.get(1)).toBeUndefined();
  });

  test('that is gone can be switched or removed without harm', async () => {
    await changeBinding('nobody', { enabled: true }, ports);
    await removeBinding('nobody', ports);
    expect(bindings()).toEqual([]);
  });
});
