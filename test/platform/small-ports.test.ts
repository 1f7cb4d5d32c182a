import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { ReportedRow, SeenRow } from '../../src/core/activity.ts';
import { activityLog } from '../../src/platform/activity-log.ts';
import { activityStore } from '../../src/platform/activity-store.ts';
import { alarm } from '../../src/platform/alarm.ts';
import { badge } from '../../src/platform/badge.ts';
import { armedKey, bridges } from '../../src/platform/bridges.ts';
import { onChange, tellChange } from '../../src/platform/changes.ts';
import { hosts, requestHosts } from '../../src/platform/hosts.ts';
import { ownRequests } from '../../src/platform/own-requests.ts';
import { isBindingRule } from '../../src/platform/rule-ids.ts';
import { session } from '../../src/platform/session.ts';
import { tabs } from '../../src/platform/tabs.ts';
import { noon } from '../core/support/records.ts';
import { fakeSessionRules } from './support/browser-fakes.ts';

beforeEach(() => {
  fakeBrowser.reset();
});

const row = (changes: Partial<ReportedRow> = {}): ReportedRow => ({
  ...{ id: 'row', tabId: 1, page: 'https://app.acme.example', tokenId: 'alice', mode: 'page' },
  ...{ bindingId: 'binding', method: 'GET', url: 'https://api.acme.example/', status: 200, at: noon, did: 'added' },
  ...changes,
});

const seenRow = (changes: Partial<SeenRow> = {}): SeenRow => ({ ...row(), id: 'seen-1', isCall: false, ...changes });

describe('The activity of a tab', () => {
  test('is summed up and forgotten tab by tab', async () => {
    await activityStore.add(1, [row(), row()]);
    await activityStore.add(1, [row({ method: 'POST' })]);
    await activityStore.add(2, [row()]);
    expect(await activityStore.read(1)).toEqual({ count: 3, last: row({ method: 'POST' }) });
    await activityStore.forget(1);
    expect([await activityStore.read(1), (await activityStore.read(2))?.count]).toEqual([undefined, 1]);
  });

  test('lies in memory alone, and nothing is written for nothing', async () => {
    await activityStore.add(1, []);
    expect(await fakeBrowser.storage.session.get()).toEqual({});
    await activityStore.add(1, [row()]);
    expect(await fakeBrowser.storage.local.get()).toEqual({});
  });
});

describe('The rows of all tabs', () => {
  test('are there as they were reported and seen, each in its last state', async () => {
    await activityStore.add(1, [row({ url: 'https://api.acme.example/one' })]);
    await activityLog.addSeen([seenRow({ at: noon + 1, status: undefined })]);
    await activityLog.addSeen([seenRow({ at: noon + 1, took: 12 })]);
    expect(await activityLog.list()).toMatchObject([
      { id: 'row', seenBy: 'page' },
      { id: 'seen-1', seenBy: 'browser', status: 200, took: 12 },
    ]);
  });

  test('are the last thousand', async () => {
    const rows = Array.from({ length: 2345 }, (_, at) => row({ id: `${at}`, at: noon + at }));
    for (let at = 0; at < rows.length; at += 70) await activityStore.add(1, rows.slice(at, at + 70));
    const kept = await activityLog.list();
    expect([kept.length, kept[0]?.id, kept.at(-1)?.id]).toEqual([1000, '1345', '2344']);
    const stored = Object.entries(await fakeBrowser.storage.session.get());
    const count = stored.flatMap(([key, block]) => (key.startsWith('reported/') ? (block as object[]) : [])).length;
    expect(count).toBeLessThanOrEqual(1100);
  });

  test('lie there in their last state only, as long as they are young', async () => {
    for (let at = 0; at < 50; at++)
      await activityLog.addSeen([seenRow({ took: at }), seenRow({ id: 'seen-2', took: at })]);
    expect((await fakeBrowser.storage.session.get('seen/0'))['seen/0']).toHaveLength(2);
  });

  test('are written by two at once without loss', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, at) => activityStore.add(at, [row({ id: `${at}`, tabId: at })])));
    expect(await activityLog.list()).toHaveLength(20);
  });

  test('are cleared, all or those of one tab', async () => {
    await activityStore.add(1, [row(), row({ id: 'other', tabId: 2 })]);
    await activityLog.addSeen([seenRow({ tabId: 2 }), seenRow({ id: 'seen-2' })]);
    await activityLog.clear(2);
    expect((await activityLog.list()).map(({ id }) => id).sort()).toEqual(['row', 'seen-2']);
    await activityLog.clear(undefined);
    expect(await activityLog.list()).toEqual([]);
    await activityStore.add(1, [row({ id: 'after' })]);
    expect((await activityLog.list()).map(({ id }) => id)).toEqual(['after']);
  });
});

describe('A session of the browser', () => {
  test('is new until it was begun', async () => {
    expect([await session.state(), await session.state()]).toEqual(['new', 'new']);
    await session.become('unarmed');
    expect(await session.state()).toBe('unarmed');
  });

  test('is new again after a restart, which empties the session storage', async () => {
    await session.become('armed');
    await fakeBrowser.storage.session.clear();
    expect(await session.state()).toBe('new');
  });
});

describe('The alarm', () => {
  test('is one, and can be moved and taken away', async () => {
    await alarm.set(noon);
    await alarm.set(noon + 5);
    expect(await fakeBrowser.alarms.getAll()).toMatchObject([{ scheduledTime: noon + 5 }]);
    await alarm.set(undefined);
    await alarm.set(undefined);
    expect(await fakeBrowser.alarms.getAll()).toEqual([]);
  });
});

describe('The mark on the toolbar', () => {
  test('is set and taken away for its tab', async () => {
    await badge.show(3, { text: 'A', colour: '#b83280', title: 'Tokendock: alice, Acme' });
    expect(await fakeBrowser.action.getBadgeText({ tabId: 3 })).toBe('A');
    expect(await fakeBrowser.action.getTitle({ tabId: 3 })).toBe('Tokendock: alice, Acme');
    expect(await fakeBrowser.action.getBadgeBackgroundColor({ tabId: 3 })).toEqual([0xb8, 0x32, 0x80, 255]);
    await badge.show(3, undefined);
    expect(await fakeBrowser.action.getBadgeText({ tabId: 3 })).toBe('');
    expect(await fakeBrowser.action.getBadgeText({ tabId: 4 })).toBe('');
  });

  test('of a tab that was closed harms nobody', async () => {
    vi.spyOn(fakeBrowser.action, 'setBadgeText').mockRejectedValueOnce(new Error('No tab with id: 3.'));
    await expect(badge.show(3, { text: 'A', colour: '#000000', title: '' })).resolves.toBeUndefined();
  });
});

describe('The content scripts', () => {
  test('are told to ask anew by a number that says nothing else', async () => {
    await bridges.refresh();
    const { [armedKey]: first, ...rest } = await fakeBrowser.storage.local.get();
    expect([typeof first, rest]).toEqual(['string', {}]);
    await bridges.refresh();
    expect((await fakeBrowser.storage.local.get(armedKey))[armedKey]).not.toBe(first);
  });

  test('are told also where a content script has filled the storage up', async () => {
    await fakeBrowser.storage.local.set({ filled: 'x' });
    const set = vi
      .spyOn(fakeBrowser.storage.local, 'set')
      .mockRejectedValueOnce(new Error('kQuotaBytes quota exceeded'));
    onTestFinished(() => set.mockRestore());
    await bridges.refresh();
    expect(Object.keys(await fakeBrowser.storage.local.get())).toEqual([armedKey]);
  });

  test('are not in a page where nobody answers', async () => {
    expect(await bridges.isIn(1)).toBe(false);
  });
});

describe('Hosts', () => {
  test('are granted or not, and asked for', async () => {
    const contains = vi.fn(async ({ origins }: { origins: string[] }) => origins.length === 1);
    const request = vi.fn(async () => true);
    Object.assign(fakeBrowser, { permissions: { contains, request } });
    expect(await hosts.granted(['https://a.example/*'])).toBe(true);
    expect(await hosts.granted(['https://a.example/*', 'https://b.example/*'])).toBe(false);
    expect(await requestHosts(['https://a.example/*'])).toBe(true);
    expect(request).toHaveBeenCalledWith({ origins: ['https://a.example/*'] });
  });
});

describe('Open tabs', () => {
  test('are looked for by host, and those without an address are left out', async () => {
    const query = vi.fn(async () => [
      { id: 1, url: 'https://app.acme.example/' },
      { id: 2 },
      { url: 'https://x.example/' },
    ]);
    Object.assign(fakeBrowser, { tabs: { ...fakeBrowser.tabs, query } });
    expect(await tabs.showing(['https://app.acme.example:8443/x/*'])).toEqual([
      { tabId: 1, url: 'https://app.acme.example/' },
    ]);
    expect(query).toHaveBeenCalledWith({ url: ['https://app.acme.example/*'] });
    expect(await tabs.showing([])).toEqual([]);
    expect(query).toHaveBeenCalledTimes(1);
  });
});

/** What the rules are while each request is under way; `answer` lets the one asked for go on. */
function fakeFetch(rules: ReturnType<typeof fakeSessionRules>['rules']) {
  const seen: { to: string; said: unknown }[] = [];
  const waiting = new Map<string, () => void>();
  const fetch = vi.fn(async (to: string) => {
    const said = [...rules.values()].find(({ priority }) => priority === 2)?.action;
    seen.push({ to, said: said?.requestHeaders?.[0]?.value ?? said?.type });
    await new Promise<void>((resolve) => waiting.set(to, resolve));
    return new Response();
  });
  vi.stubGlobal('fetch', fetch);
  onTestFinished(() => void vi.unstubAllGlobals());
  const answer = (to: string) =>
    vi.waitFor(() => {
      if (!waiting.has(to)) throw new Error(`Nobody asked ${to}.`);
      waiting.get(to)?.();
      waiting.delete(to);
    });
  return { seen, answer };
}

// Hoppscotch and RESTer send the browser's, which Microsoft Entra ID refuses.
describe('Our own requests carry no Origin', () => {
  test('and nobody else’s lose theirs', async () => {
    const { rules } = fakeSessionRules();
    const { answer } = fakeFetch(rules);
    const asked = ownRequests.fetchSaying(undefined)('https://id.acme.example/token');
    await vi.waitFor(() => expect(rules.size).toBe(1));
    const [rule] = rules.values();
    expect(rule).toMatchObject({
      action: { type: 'modifyHeaders', requestHeaders: [{ header: 'origin', operation: 'remove' }] },
      condition: { initiatorDomains: ['test-extension-id'], resourceTypes: ['xmlhttprequest'] },
    });
    expect(isBindingRule(rule?.id ?? 0)).toBe(false);
    await answer('https://id.acme.example/token');
    await asked;
  });

  test('by a rule that is there only as long as one of them is under way', async () => {
    const { rules } = fakeSessionRules();
    const { answer } = fakeFetch(rules);
    const [one, two] = ['https://id.acme.example/token', 'https://id.acme.example/jwks'];
    const asked = [one, two].map((url) => ownRequests.fetchSaying(undefined)(url));
    await answer(one);
    await asked[0];
    expect(rules.size).toBe(1);
    await answer(two);
    await asked[1];
    await vi.waitFor(() => expect(rules.size).toBe(0));
  });
});

describe('A provider that demands an Origin', () => {
  const url = 'https://id.acme.example/token';
  const spa = 'https://app.acme.example';

  test.each([
    [spa, spa],
    ['keep', 'allow'],
  ])('gets %s, and only while it is asked', async (origin, said) => {
    const { rules } = fakeSessionRules();
    const { seen, answer } = fakeFetch(rules);
    const asked = ownRequests.fetchSaying(origin)(url);
    await answer(url);
    await asked;
    expect(seen).toEqual([{ to: url, said }]);
    await vi.waitFor(() => expect(rules.size).toBe(0));
  });

  test('gets none from another profile of the same server meanwhile', async () => {
    const { rules } = fakeSessionRules();
    const { seen, answer } = fakeFetch(rules);
    const asked = [
      ownRequests.fetchSaying(spa)(`${url}?1`),
      ownRequests.fetchSaying(undefined)(`${url}?2`),
      ownRequests.fetchSaying('https://other.example')(`${url}?3`),
    ];
    for (const each of ['1', '2', '3']) await answer(`${url}?${each}`);
    await Promise.all(asked);
    expect(seen.map(({ said }) => said)).toEqual([spa, undefined, 'https://other.example']);
  });

  test('is not waited for by other servers', async () => {
    const { rules } = fakeSessionRules();
    const { answer } = fakeFetch(rules);
    const slow = ownRequests.fetchSaying(spa)(url);
    const other = ownRequests.fetchSaying('keep')('https://other.example/token');
    await answer('https://other.example/token');
    await other;
    const rule = [...rules.values()].find(({ priority }) => priority === 2);
    expect(rule?.condition).toMatchObject({
      requestDomains: ['id.acme.example'],
      initiatorDomains: ['test-extension-id'],
    });
    expect(isBindingRule(rule?.id ?? 0)).toBe(false);
    await answer(url);
    await slow;
  });

  test('leaves nothing behind when the background dies meanwhile', async () => {
    const { rules } = fakeSessionRules();
    const { seen, answer } = fakeFetch(rules);
    const first = ownRequests.fetchSaying(spa)(url);
    await vi.waitFor(() => expect(seen.length).toBe(1));
    const left = [...rules.values()];
    await answer(url);
    await first;
    for (const rule of left) rules.set(rule.id, rule);
    const second = ownRequests.fetchSaying(undefined)(url);
    await answer(url);
    await second;
    expect(seen.map(({ said }) => said)).toEqual([spa, undefined]);
  });

  test('that fails leaves nothing behind', async () => {
    const { rules } = fakeSessionRules();
    vi.stubGlobal('fetch', () => Promise.reject(new Error('no net')));
    onTestFinished(() => void vi.unstubAllGlobals());
    await expect(ownRequests.fetchSaying(spa)(url)).rejects.toThrow('no net');
    await vi.waitFor(() => expect(rules.size).toBe(0));
  });
});

test('An open popup hears of each change until it is closed', async () => {
  const heard = vi.fn();
  const stop = onChange(heard);
  tellChange();
  tellChange();
  await expect.poll(() => heard.mock.calls.length).toBe(2);
  stop();
  tellChange();
  const witness = Promise.withResolvers<void>();
  const stopWitness = onChange(() => witness.resolve());
  tellChange();
  await witness.promise;
  stopWitness();
  expect(heard).toHaveBeenCalledTimes(2);
});
