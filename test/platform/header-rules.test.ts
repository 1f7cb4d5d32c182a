import { beforeEach, describe, expect, test } from 'vitest';
import type { HeaderRule } from '../../src/core/ports.ts';
import { headerRules } from '../../src/platform/header-rules.ts';
import { redirectStop } from '../../src/platform/redirect-stop.ts';
import { stopRuleId } from '../../src/platform/rule-ids.ts';
import { fakeSessionRules } from './support/browser-fakes.ts';

let session: ReturnType<typeof fakeSessionRules>;
beforeEach(() => {
  session = fakeSessionRules();
});

const rule = (changes: Partial<HeaderRule> = {}): HeaderRule => ({
  api: ['https://api.acme.example/*'],
  pages: ['https://app.acme.example/*'],
  header: 'Authorization',
  value: 'Bearer one',
  ...changes,
});
const kept = () => [...session.rules.values()];
const values = () => kept().map(({ action }) => action.requestHeaders?.[0]?.value);

describe('A header rule', () => {
  test('sets the header on every kind of request, sockets too, and leaves preflights alone', async () => {
    await headerRules.show([rule({ tabId: 4 })]);
    expect(kept()).toEqual(
      ['https', 'wss'].map((scheme, index) => ({
        id: index + 1,
        priority: expect.any(Number),
        action: {
          type: 'modifyHeaders',
          requestHeaders: [{ header: 'Authorization', operation: 'set', value: 'Bearer one' }],
        },
        condition: {
          regexFilter: `^${scheme}://api\\.acme\\.example\\/`,
          resourceTypes: expect.arrayContaining([
            'main_frame',
            'sub_frame',
            'xmlhttprequest',
            'websocket',
            'image',
            'ping',
          ]),
          excludedRequestMethods: ['options'],
          initiatorDomains: ['app.acme.example'],
          tabIds: [4],
        },
      })),
    );
  });

  test('holds for requests of its pages’ hosts alone, each named once', async () => {
    const pages = ['https://app.acme.example:8443/x/*', 'http://app.acme.example/*', '*://*.beta.example/*'];
    await headerRules.show([rule({ pages })]);
    expect(kept()[0]?.condition.initiatorDomains).toEqual(['app.acme.example', 'beta.example']);
    expect(kept()[0]?.condition).not.toHaveProperty('tabIds');
  });

  test('holds for any page only where the tester said so', async () => {
    await headerRules.show([rule({ pages: ['https://*/*'] })]);
    expect(kept()[0]?.condition).not.toHaveProperty('initiatorDomains');
  });

  test('beats those after it', async () => {
    await headerRules.show([rule({ value: 'first' }), rule({ value: 'second' })]);
    const byPriority = kept().sort((a, b) => (b.priority ?? 0) - (a.priority ?? 0));
    expect(byPriority.map(({ action }) => action.requestHeaders?.[0]?.value)).toEqual([
      'first',
      'first',
      'second',
      'second',
    ]);
  });

  test('that the browser can’t hold does not end the others', async () => {
    const long = `https://api.acme.example/${'x'.repeat(500)}/*`;
    await headerRules.show([rule({ value: 'one' }), rule({ api: [long], value: 'long' }), rule({ value: 'three' })]);
    expect(values()).toEqual(['one', 'one', 'three', 'three']);
  });

  test('that the browser can’t hold leaves no other one in its place', async () => {
    await headerRules.show([rule({ value: 'old' })]);
    await headerRules.show([rule({ api: [`https://api.acme.example/${'x'.repeat(500)}/*`], value: 'long' })]);
    expect(kept()).toEqual([]);
  });
});

describe('The browser’s rules are touched', () => {
  test('not at all when nothing changed', async () => {
    await headerRules.show([rule(), rule({ tabId: 2 })]);
    await headerRules.show([rule(), rule({ tabId: 2 })]);
    await headerRules.show([rule(), rule({ tabId: 2 })]);
    expect(session.updates).toHaveLength(1);
  });

  test('only where something did', async () => {
    await headerRules.show([rule(), rule({ value: 'Bearer two' })]);
    await headerRules.show([rule(), rule({ value: 'Bearer renewed' })]);
    expect(session.updates[1]).toEqual({ added: [3, 4], removed: [3, 4] });
    expect(values()).toEqual(['Bearer one', 'Bearer one', 'Bearer renewed', 'Bearer renewed']);
  });

  test('for the one tab of 500 whose binding changes, and for no other', async () => {
    const all = Array.from({ length: 500 }, (_, tabId) => rule({ tabId }));
    await headerRules.show(all);
    await headerRules.show(all.slice(1));
    await headerRules.show(all);
    await headerRules.show(all.with(250, rule({ tabId: 250, value: 'Bearer renewed' })));
    expect(session.updates.slice(1).map(({ added, removed }) => [added.length, removed.length])).toEqual([
      [0, 2],
      [2, 0],
      [2, 2],
    ]);
  });

  test.each([
    ['tab', { tabId: 9 }],
    ['pages', { pages: ['https://other.example/*'] }],
    ['API', { api: ['https://other.example/*'] }],
    ['header', { header: 'X-Api-Key' }],
  ])('when another %s is meant', async (_, changes) => {
    await headerRules.show([rule()]);
    await headerRules.show([rule(changes)]);
    expect(session.updates).toHaveLength(2);
    expect(kept()).toHaveLength(2);
  });

  test('when there are fewer, or none', async () => {
    await headerRules.show([rule(), rule({ value: 'two' })]);
    await headerRules.show([rule()]);
    expect(values()).toEqual(['Bearer one', 'Bearer one']);
    await headerRules.show([]);
    expect(kept()).toEqual([]);
    await headerRules.show([]);
    expect(session.updates).toHaveLength(3);
  });

  test('but never those that stop a sign-in tab or hide our origin', async () => {
    await redirectStop.set(7, 'https://app.acme.example/callback');
    session.rules.set(999_999, { id: 999_999 } as never);
    await headerRules.show([rule()]);
    await headerRules.show([]);
    expect([...session.rules.keys()].sort()).toEqual([stopRuleId(7), 999_999].sort());
  });
});
