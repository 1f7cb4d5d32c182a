import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { inOrder, lastOrder } from '../../src/core/precedence.ts';
import { redirectStop } from '../../src/platform/redirect-stop.ts';
import { requestRules } from '../../src/platform/request-rules.ts';
import { isBindingRule, stopRuleId } from '../../src/platform/rule-ids.ts';
import { aBinding } from '../core/support/records.ts';
import { fakeSessionRules } from './support/browser-fakes.ts';

let session: ReturnType<typeof fakeSessionRules>;
beforeEach(() => {
  session = fakeSessionRules();
});

/** Whether a sign-in tab with this redirect URI is stopped at a URL. */
async function stops(redirectUri: string, url: string): Promise<boolean> {
  await redirectStop.set(1, redirectUri);
  const { regexFilter = '' } = session.rules.get(stopRuleId(1))?.condition ?? {};
  expect(regexFilter).toMatch(/^[!-~]+$/);
  return new RegExp(regexFilter, 'i').test(url);
}

describe('A sign-in tab is stopped', () => {
  test('by a rule of its own, for pages alone, above all that bindings do', async () => {
    await redirectStop.set(5, 'https://app.acme.example/callback');
    expect([...session.rules.values()]).toEqual([
      {
        id: stopRuleId(5),
        priority: 2 ** 23 - 1,
        action: { type: 'block' },
        condition: { regexFilter: expect.any(String), resourceTypes: ['main_frame'], tabIds: [5] },
      },
    ]);
  });

  test('whatever the strongest binding says of that URL', async () => {
    const [strongest] = inOrder([
      aBinding({ tabId: 5, order: lastOrder, api: [`https://app.acme.example/${'x'.repeat(2048)}*`] }),
    ]);
    const where = {
      api: ['https://app.acme.example/*'],
      pages: ['*://*/*'],
      methods: [],
      notPages: [],
      tabIds: undefined,
    };
    const how = { alone: true, notCalls: false, leaveQuery: false };
    await requestRules.show([{ rank: strongest?.rank ?? 0, parts: [], ...where, ...how }]);
    await redirectStop.set(5, 'https://app.acme.example/callback');
    const priorities = [...session.rules.values()].map(({ action, priority = 1 }) => [action.type, priority] as const);
    const highest = (type: string) =>
      Math.max(...priorities.flatMap(([each, priority]) => (each === type ? priority : [])));
    expect(highest('block')).toBeGreaterThan(highest('allow'));
  });

  test.each([
    ['https://app.acme.example/callback', 'https://app.acme.example/callback?code=c&state=s'],
    ['https://app.acme.example/callback', 'https://app.acme.example/callback#code=c'],
    ['https://app.acme.example/callback', 'https://app.acme.example/callback'],
    ['https://app.acme.example/callback?tenant=1', 'https://app.acme.example/callback?code=c&tenant=1'],
    ['https://app.acme.example', 'https://app.acme.example/?code=c'],
    ['http://localhost:3000/', 'http://localhost:3000/?error=access_denied'],
    ['https://app.acme.example/*/^cb|x$', new URL('https://app.acme.example/*/^cb|x$?code=c').href],
    ['https://app.acme.example/(a+b)[c]{d}', new URL('https://app.acme.example/(a+b)[c]{d}?code=c').href],
    ['https://app.acme.example/ümlaut', 'https://app.acme.example/%C3%BCmlaut?code=c'],
    ['https://APP.acme.example:443/cb', 'https://app.acme.example/cb?code=c'],
  ])('whose redirect URI is %s, at %s', async (redirectUri, url) => {
    expect(await stops(redirectUri, url)).toBe(true);
  });

  test.each([
    ['https://app.acme.example/callback', 'https://app.acme.example/callback-other?code=c'],
    ['https://app.acme.example/callback', 'https://app.acme.example/callback/deeper'],
    ['https://app.acme.example/callback', 'https://app.acme.example:8443/callback?code=c'],
    ['https://app.acme.example/callback', 'https://appXacme.example/callback?code=c'],
    ['https://app.acme.example/callback', 'https://id.acme.example/?next=https://app.acme.example/callback'],
    ['https://app.acme.example/', 'https://app.acme.example/oauth/authorize?client_id=c'],
    ['https://app.acme.example/*', 'https://app.acme.example/login'],
  ])('whose redirect URI is %s, but not at %s: the sign-in page may be there', async (redirectUri, url) => {
    expect(await stops(redirectUri, url)).toBe(false);
  });

  test('at every answer, whatever the redirect URI', async () => {
    const answer = fc.constantFrom('?code=c&state=s', '#code=c', '?', '');
    await fc.assert(
      fc.asyncProperty(fc.webUrl(), answer, async (redirectUri, tail) => {
        const { origin, pathname } = new URL(redirectUri);
        expect(await stops(redirectUri, origin + pathname + tail)).toBe(true);
      }),
    );
  });

  test('anew, when the tab is used again; and no longer, when the sign-in is over', async () => {
    await redirectStop.set(5, 'https://one.example/');
    await redirectStop.set(5, 'https://two.example/');
    expect([...session.rules.values()].map(({ condition }) => condition.regexFilter)).toEqual([
      expect.stringContaining('two'),
    ]);
    await redirectStop.remove(5);
    await redirectStop.remove(5);
    expect(session.rules.size).toBe(0);
  });
});

test('No tab’s number runs into the numbers of header rules', () => {
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 31 - 1 }), (tabId) => {
      expect(isBindingRule(stopRuleId(tabId))).toBe(false);
      expect(stopRuleId(tabId)).toBeLessThan(2 ** 31);
    }),
  );
});
