import { beforeEach, describe, expect, test } from 'vitest';
import type { Part } from '../../src/core/binding.ts';
import type { RequestRule } from '../../src/core/ports.ts';
import { redirectStop } from '../../src/platform/redirect-stop.ts';
import { requestRules } from '../../src/platform/request-rules.ts';
import { stopRuleId } from '../../src/platform/rule-ids.ts';
import { fakeSessionRules } from './support/browser-fakes.ts';

let session: ReturnType<typeof fakeSessionRules>;
beforeEach(() => {
  session = fakeSessionRules();
});

const rule = (changes: Partial<RequestRule> = {}): RequestRule => ({
  rank: 0,
  methods: [],
  notPages: [],
  tabIds: undefined,
  alone: false,
  notCalls: false,
  leaveQuery: false,
  api: ['https://api.acme.example/*'],
  pages: ['https://app.acme.example/*'],
  parts: header('Bearer one'),
  ...changes,
});
const header = (value: string, name = 'Authorization'): Part[] => [{ in: 'header', name, value }];
const parameter = (value: string, name = 'access_token'): Part[] => [{ in: 'query', name, value }];
const kept = () => [...session.rules.values()];
const isAllow = ({ action }: { action: { type: string } }) => action.type === 'allow';
const values = () => kept().map(({ action }) => action.requestHeaders?.[0]?.value);

describe('A header rule', () => {
  test('sets the header on every kind of request, sockets too, and leaves preflights alone', async () => {
    await requestRules.show([rule({ tabIds: [4] })]);
    expect(kept()).toEqual(
      ['https', 'wss'].map((scheme, index) => ({
        id: index + 1,
        priority: 4,
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
          isUrlFilterCaseSensitive: true,
          excludedRequestMethods: ['options'],
          initiatorDomains: ['app.acme.example'],
          tabIds: [4],
        },
      })),
    );
  });

  test('holds for requests of its pages’ hosts alone, each named once', async () => {
    const pages = ['https://app.acme.example:8443/x/*', 'http://app.acme.example/*', '*://*.beta.example/*'];
    await requestRules.show([rule({ pages })]);
    expect(kept()[0]?.condition.initiatorDomains).toEqual(['app.acme.example', 'beta.example']);
    expect(kept()[0]?.condition).not.toHaveProperty('tabIds');
  });

  test('holds for any page only where the tester said so, and never for Tokendock’s own requests', async () => {
    await requestRules.show([rule({ pages: ['https://*/*'] })]);
    expect(kept()[0]?.condition).not.toHaveProperty('initiatorDomains');
    expect(kept()[0]?.condition.excludedInitiatorDomains).toEqual(['test-extension-id']);
  });

  test('beats those after it', async () => {
    await requestRules.show([rule({ parts: header('first') }), rule({ parts: header('second') })]);
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
    await requestRules.show([
      rule({ parts: header('one') }),
      rule({ api: [long], parts: header('long') }),
      rule({ parts: header('three') }),
    ]);
    expect(values()).toEqual(['one', 'one', 'three', 'three']);
  });

  test('that the browser can’t hold leaves no other one in its place', async () => {
    await requestRules.show([rule({ parts: header('old') })]);
    await requestRules.show([rule({ api: [`https://api.acme.example/${'x'.repeat(500)}/*`], parts: header('long') })]);
    expect(kept()).toEqual([]);
  });
});

describe('A rule for a query', () => {
  const query = rule({ parts: parameter('T+1') });

  test('sends the request to the same URL with the parameter, sockets and preflights left alone', async () => {
    await requestRules.show([query]);
    const redirects = kept().filter(({ action }) => action.type === 'redirect');
    const queryTransform = { addOrReplaceParams: [{ key: 'access_token', value: 'T+1' }] };
    expect(redirects).toMatchObject([
      {
        action: { redirect: { transform: { queryTransform } } },
        condition: {
          regexFilter: '^https://api\\.acme\\.example\\/',
          excludedRequestMethods: ['options'],
          initiatorDomains: ['app.acme.example'],
        },
      },
    ]);
    expect(redirects[0]?.condition.resourceTypes).toContain('main_frame');
    expect(redirects[0]?.condition.resourceTypes).not.toContain('websocket');
  });

  test('leaves what carries the parameter as it is', async () => {
    await requestRules.show([query]);
    const [allow] = kept().filter(({ action }) => action.type === 'allow');
    expect(allow?.condition).toMatchObject({
      urlFilter: '^access_token=T%2B1^',
      isUrlFilterCaseSensitive: true,
      initiatorDomains: ['app.acme.example'],
    });
    const redirect = kept().find(({ action }) => action.type === 'redirect');
    expect(allow?.priority).toBeGreaterThan(redirect?.priority ?? Infinity);
  });

  test('has its headers go along to just the URL that it makes', async () => {
    const api = ['https://api.acme.example/x'];
    await requestRules.show([rule({ api, parts: [...parameter('T', 'my key.'), ...header('me', 'Client-Id')] })]);
    const headers = new RegExp(kept().find(({ action }) => action.requestHeaders)?.condition.regexFilter ?? '$.');
    const holds = (rest: string) => headers.test(`https://api.acme.example/x${rest}`);
    expect(['', '?my+key.=T'].map(holds)).toEqual([true, true]);
    expect(['/y', '?a=1', '?my+key.=T&a=1', '?my+keys=T'].map(holds)).toEqual([false, false, false, false]);
  });

  test('takes no header away, not even of a binding that it beats', async () => {
    await requestRules.show([rule({ parts: [...parameter('T'), ...header('me', 'Client-Id')] }), rule()]);
    const lowest = (type: string) =>
      Math.min(...kept().flatMap(({ action, priority }) => (action.type === type && priority) || []));
    const highest = Math.max(...kept().flatMap(({ action, priority }) => (action.type === 'allow' && priority) || []));
    expect(lowest('modifyHeaders')).toBeGreaterThan(highest);
  });

  test('is touched only where the parameter or its value changed', async () => {
    await requestRules.show([query]);
    await requestRules.show([rule({ parts: parameter('T+1') })]);
    expect(session.updates).toHaveLength(1);
    await requestRules.show([rule({ parts: parameter('T+2') })]);
    await requestRules.show([rule({ parts: parameter('T+2', 'key') })]);
    expect(session.updates).toHaveLength(3);
  });
});

describe('Of rules of different strength', () => {
  const by = (type: string) => kept().filter(({ action }) => action.type === type);
  const priorities = (type: string) => by(type).map(({ priority }) => priority ?? 0);

  test('the stronger one has the higher priority, whatever it does', async () => {
    await requestRules.show([
      rule({ rank: 7, parts: [...header('weak'), ...parameter('T')], alone: true }),
      rule({ rank: 8, parts: [...header('strong'), ...parameter('T')], alone: true }),
    ]);
    const ofWeak = kept().filter(({ priority = 0 }) => priority <= 7 * 5 + 5).length;
    expect(ofWeak).toBe(kept().length / 2);
    expect(Math.min(...kept().map(({ priority = 0 }) => priority))).toBe(7 * 5 + 1);
  });

  test('one that stands alone ends the weaker ones, and none of its own', async () => {
    await requestRules.show([rule({ rank: 3, alone: true })]);
    expect(by('allow').map(({ condition }) => condition.regexFilter)).toEqual(
      by('modifyHeaders').map(({ condition }) => condition.regexFilter),
    );
    expect(Math.max(...priorities('allow'))).toBeLessThan(Math.min(...priorities('modifyHeaders')));
  });

  test('what is left out goes as it is, above all that names it as strongly', async () => {
    await requestRules.show([rule({ rank: 3, parts: [], alone: true }), rule({ rank: 3 })]);
    expect(Math.min(...priorities('allow'))).toBeGreaterThan(Math.max(...priorities('modifyHeaders')));
  });
});

describe('A rule holds', () => {
  const condition = async (changes: Partial<RequestRule>) => {
    await requestRules.show([rule(changes)]);
    return kept()[0]?.condition;
  };

  test('for the methods that the binding names, never for a preflight', async () => {
    expect(await condition({ methods: ['GET', 'OPTIONS', 'PURGE'] })).toMatchObject({ requestMethods: ['get'] });
    expect(await condition({ methods: ['GET', 'OPTIONS'] })).not.toHaveProperty('excludedRequestMethods');
    expect(await condition({ methods: ['OPTIONS', 'PURGE'] })).toBeUndefined();
  });

  test('not for pages of a host that is left out as a whole', async () => {
    const pages = ['https://*.acme.example/*'];
    const notPages = ['https://admin.acme.example/*', 'https://app.acme.example/login/*'];
    expect(await condition({ pages, notPages })).toMatchObject({
      initiatorDomains: ['acme.example'],
      excludedInitiatorDomains: ['admin.acme.example'],
    });
    const oneHost = ['http://localhost:3000/*'];
    expect(await condition({ pages: oneHost, notPages: ['http://localhost:4000/*'] })).not.toHaveProperty(
      'excludedInitiatorDomains',
    );
  });

  test('in no tab when the window of its binding has none', async () => {
    expect(await condition({ tabIds: [] })).toBeUndefined();
  });

  test('not for calls of scripts where a header of their own counts', async () => {
    expect((await condition({ notCalls: true }))?.resourceTypes).not.toContain('xmlhttprequest');
  });

  test('and those have none of a weaker rule then, either', async () => {
    await requestRules.show([rule({ rank: 1, notCalls: true })]);
    const [set, end] = [kept().find(({ action }) => action.type !== 'allow'), kept().find(isAllow)];
    expect(end?.condition.resourceTypes).toEqual(['xmlhttprequest']);
    expect(end?.priority).toBeLessThan(set?.priority ?? 0);
    await requestRules.show([rule({ rank: 1, notCalls: true, alone: true })]);
    expect(kept().find(isAllow)?.condition.resourceTypes).toEqual(expect.arrayContaining(['xmlhttprequest', 'image']));
  });

  test('not where a parameter of the page’s own counts', async () => {
    await requestRules.show([rule({ parts: parameter('T'), leaveQuery: true })]);
    expect(kept().find(({ action }) => action.type === 'allow')?.condition.urlFilter).toBe('^access_token=');
  });

  test('for the patterns that the browser can hold; it can be asked before', async () => {
    expect(await requestRules.canHold('https://api.acme.example/*')).toBe(true);
    expect(await requestRules.canHold(`https://api.acme.example/${'x'.repeat(500)}`)).toBe(false);
  });
});

describe('The browser’s rules are touched', () => {
  test('not at all when nothing changed', async () => {
    await requestRules.show([rule(), rule({ tabIds: [2] })]);
    await requestRules.show([rule(), rule({ tabIds: [2] })]);
    await requestRules.show([rule(), rule({ tabIds: [2] })]);
    expect(session.updates).toHaveLength(1);
  });

  test('only where something did', async () => {
    await requestRules.show([rule(), rule({ parts: header('Bearer two') })]);
    await requestRules.show([rule(), rule({ parts: header('Bearer renewed') })]);
    expect(session.updates[1]).toEqual({ added: [3, 4], removed: [3, 4] });
    expect(values()).toEqual(['Bearer one', 'Bearer one', 'Bearer renewed', 'Bearer renewed']);
  });

  test.each([
    ['tab', { tabIds: [9] }],
    ['pages', { pages: ['https://other.example/*'] }],
    ['API', { api: ['https://other.example/*'] }],
    ['header', { parts: header('Bearer one', 'X-Api-Key') }],
  ])('when another %s is meant', async (_, changes) => {
    await requestRules.show([rule()]);
    await requestRules.show([rule(changes)]);
    expect(session.updates).toHaveLength(2);
    expect(kept()).toHaveLength(2);
  });

  test('when there are fewer, or none', async () => {
    await requestRules.show([rule(), rule({ parts: header('two') })]);
    await requestRules.show([rule()]);
    expect(values()).toEqual(['Bearer one', 'Bearer one']);
    await requestRules.show([]);
    expect(kept()).toEqual([]);
    await requestRules.show([]);
    expect(session.updates).toHaveLength(3);
  });

  test('but never those that stop a sign-in tab or hide our origin', async () => {
    await redirectStop.set(7, 'https://app.acme.example/callback');
    session.rules.set(999_999, { id: 999_999 } as never);
    await requestRules.show([rule()]);
    await requestRules.show([]);
    expect([...session.rules.keys()].sort()).toEqual([stopRuleId(7), 999_999].sort());
  });
});
