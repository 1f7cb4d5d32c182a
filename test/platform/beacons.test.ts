import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { RequestRule } from '../../src/core/ports.ts';
import { addToBeacons } from '../../src/platform/beacons.ts';
import { redirectStop } from '../../src/platform/redirect-stop.ts';
import { requestRules } from '../../src/platform/request-rules.ts';
import { fakeSessionRules } from './support/browser-fakes.ts';

type Header = { name: string; value?: string };
type Beacon = { url?: string; tabId?: number; originUrl?: string; requestHeaders?: Header[] };

const quirks = vi.hoisted(() => ({ beaconsEscapeRules: true, rulesGoBack: false, stopsInWebRequest: false }));
vi.mock('../../src/platform/quirks.ts', () => quirks);

type Answer = { requestHeaders?: Header[]; redirectUrl?: string };
type AddListener = (listener: (details: Beacon) => Promise<Answer>) => void;
const onBeforeRequest = { addListener: vi.fn<AddListener>() };
const onBeforeSendHeaders = { addListener: vi.fn<AddListener>() };
beforeEach(() => {
  vi.clearAllMocks();
  quirks.beaconsEscapeRules = true;
  fakeSessionRules();
  Object.assign(fakeBrowser, { webRequest: { onBeforeRequest, onBeforeSendHeaders } });
});

const rule: RequestRule = {
  rank: 2,
  methods: [],
  notPages: [],
  tabIds: undefined,
  alone: false,
  notCalls: false,
  leaveQuery: false,
  api: ['https://api.acme.example/*'],
  pages: ['https://app.acme.example/*'],
  parts: [
    { in: 'header', name: 'Authorization', value: 'Bearer one' },
    { in: 'query', name: 'key', value: 'one+1' },
  ],
};

const usual = { url: 'https://api.acme.example/log', tabId: 1, originUrl: 'https://app.acme.example/pets' };

/** The headers of a beacon in the end; undefined: it goes as it was. */
async function sent(beacon: Beacon): Promise<Header[] | undefined> {
  addToBeacons();
  const [[listener] = []] = onBeforeSendHeaders.addListener.mock.calls;
  return (await listener?.({ ...usual, requestHeaders: [{ name: 'Accept', value: '*/*' }], ...beacon }))
    ?.requestHeaders;
}

/** The URL that a beacon is sent to instead; undefined: it goes where it was to go. */
async function sentTo(beacon: Beacon): Promise<string | undefined> {
  addToBeacons();
  const [[listener] = []] = onBeforeRequest.addListener.mock.calls;
  return (await listener?.({ ...usual, ...beacon }))?.redirectUrl;
}

describe('A beacon of Firefox, which rules do not reach,', () => {
  test('gets the header of the rule that wins', async () => {
    await requestRules.show([
      rule,
      { ...rule, rank: 1, parts: [{ in: 'header', name: 'Authorization', value: 'Bearer two' }] },
    ]);
    expect(await sent({})).toEqual([
      { name: 'Accept', value: '*/*' },
      { name: 'Authorization', value: 'Bearer one' },
    ]);
  });

  test('loses an earlier header of that name, however it is written', async () => {
    await requestRules.show([rule]);
    expect(await sent({ requestHeaders: [{ name: 'AUTHORIZATION', value: 'mine' }] })).toEqual([
      { name: 'Authorization', value: 'Bearer one' },
    ]);
  });

  test.each<[string, Beacon, Partial<RequestRule>]>([
    ['goes to another API', { url: 'https://evil.example/log' }, {}],
    ['comes from a page that is not named', { originUrl: 'https://evil.example/' }, {}],
    ['comes from a page whose name ends like it', { originUrl: 'https://evilapp.acme.example/' }, {}],
    ['comes from nobody knows where', { originUrl: 'null' }, {}],
    ['comes from another tab', { tabId: 2 }, { tabIds: [1] }],
    ['is no method of the binding', {}, { methods: ['GET'] }],
    ['comes from a page that is left out', {}, { pages: ['*://*/*'], notPages: ['https://app.acme.example/*'] }],
    ['is left out', {}, { parts: [] }],
  ])('goes as it is when it %s', async (_, beacon, changes) => {
    await requestRules.show([{ ...rule, ...changes }]);
    expect([await sent(beacon), await sentTo(beacon)]).toEqual([undefined, undefined]);
  });

  test('gets the parameter of the rule that wins, once', async () => {
    await requestRules.show([rule, { ...rule, rank: 1, parts: [{ in: 'query', name: 'key', value: 'two' }] }]);
    const url = 'https://api.acme.example/log?key=one%2B1';
    expect(await sentTo({})).toBe(url);
    expect(await sentTo({ url })).toBeUndefined();
    expect(await sentTo({ url: 'https://api.acme.example/log?key=own&a=1' })).toBe(`${url}&a=1`);
  });

  test('goes where it was to go when no rule wants a parameter', async () => {
    await requestRules.show([{ ...rule, parts: rule.parts.slice(0, 1) }]);
    expect(await sentTo({})).toBeUndefined();
  });

  test('goes as it is when there is no rule, or none that adds a header', async () => {
    await redirectStop.set(1, 'https://api.acme.example/log');
    expect(await sent({})).toBeUndefined();
  });
});

test('Where rules reach beacons, nobody listens', () => {
  quirks.beaconsEscapeRules = false;
  addToBeacons();
  expect(onBeforeRequest.addListener).not.toHaveBeenCalled();
  expect(onBeforeSendHeaders.addListener).not.toHaveBeenCalled();
});
