import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { RequestEvent } from '../../src/core/request-tracker.ts';
import { bridges } from '../../src/platform/bridges.ts';
import { requestWatch } from '../../src/platform/request-watch.ts';
import { canWatch } from '../../src/platform/watch-port.ts';

type Listener = (details: object) => void;
const names = ['onSendHeaders', 'onBeforeRedirect', 'onResponseStarted', 'onErrorOccurred'] as const;

/** The listeners of each event, with what they asked for. */
const listeners = new Map<string, [Listener, ...unknown[]][]>();
beforeEach(() => {
  listeners.clear();
  const event = (name: string) => ({
    addListener: (...given: [Listener, ...unknown[]]) => listeners.set(name, [...(listeners.get(name) ?? []), given]),
    removeListener: (gone: Listener) =>
      listeners.set(
        name,
        (listeners.get(name) ?? []).filter(([listener]) => listener !== gone),
      ),
  });
  Object.assign(fakeBrowser, { webRequest: Object.fromEntries(names.map((name) => [name, event(name)])) });
});

const heard: RequestEvent[] = [];
function watch(): () => void {
  heard.length = 0;
  return requestWatch.hear(['https://api.acme.example/*'], (event) => heard.push(event));
}
function happens(name: (typeof names)[number], details: object): void {
  for (const [listener] of listeners.get(name) ?? []) listener({ requestId: '1', timeStamp: 5, ...details });
}
const request = {
  tabId: 1,
  method: 'GET',
  url: 'https://api.acme.example/',
  type: 'xmlhttprequest',
  requestHeaders: [],
};
const header = (name: string, value: string) => [{ name, value }];

test('Requests to these hosts are heard of, with the headers that they leave with', () => {
  watch();
  expect(listeners.get('onSendHeaders')?.[0]?.slice(1)).toEqual([
    { urls: ['https://api.acme.example/*'] },
    ['requestHeaders', 'extraHeaders'],
  ]);
  happens('onSendHeaders', {
    ...request,
    initiator: 'https://a.example',
    requestHeaders: header('Authorization', 'B x'),
  });
  expect(heard).toEqual([
    {
      ...{ kind: 'sent', id: '1', at: 5, tabId: 1, method: 'GET', url: 'https://api.acme.example/', by: undefined },
      ...{ page: 'https://a.example', headers: [['authorization', 'B x']] },
    },
  ]);
});

test('What becomes of them is heard of, too', () => {
  watch();
  happens('onBeforeRedirect', { statusCode: 302, redirectUrl: 'https://b.example/' });
  happens('onResponseStarted', { statusCode: 200 });
  happens('onErrorOccurred', { error: 'net::ERR_FAILED' });
  happens('onErrorOccurred', { error: 'net::ERR_CACHE_MISS' });
  expect(heard.map(({ id: _, at: __, ...event }) => event)).toEqual([
    { kind: 'redirected', status: 302, to: 'https://b.example/' },
    { kind: 'answered', status: 200 },
    { kind: 'failed' },
    { kind: 'unsent' },
  ]);
});

test('A preflight is none of them', () => {
  watch();
  happens('onSendHeaders', {
    ...request,
    method: 'OPTIONS',
    requestHeaders: header('Access-Control-Request-Method', 'GET'),
  });
  happens('onSendHeaders', { ...request, method: 'OPTIONS' });
  expect(heard).toHaveLength(1);
});

test('Whoever stops hears no more, and whoever has no host hears nothing', () => {
  watch()();
  requestWatch.hear([], () => undefined)();
  expect([...listeners.values()].flat()).toEqual([]);
});

describe('What a page asked for', () => {
  test.each<[string | undefined, object]>([
    ['navigation', { type: 'main_frame' }],
    ['frame', { type: 'sub_frame' }],
    ['beacon', { type: 'ping' }],
    ['beacon', { type: 'beacon' }],
    ['other', { type: 'csp_report' }],
    ['event_source', { requestHeaders: header('Accept', 'text/event-stream') }],
    ['worker', { type: 'script', requestHeaders: header('Sec-Fetch-Dest', 'sharedworker') }],
    ['worker', { tabId: -1 }],
    [undefined, {}],
  ])('is told by what browsers say of it: %s', (by, details) => {
    watch();
    happens('onSendHeaders', { ...request, ...details });
    expect(heard).toMatchObject([{ by }]);
  });
});

test('A change of bindings is heard of, and other changes are not', async () => {
  const listener = vi.fn();
  const stop = requestWatch.onArmed(listener);
  onTestFinished(stop);
  await fakeBrowser.storage.local.set({ other: 1 });
  expect(listener).not.toHaveBeenCalled();
  await bridges.refresh();
  expect(listener).toHaveBeenCalledTimes(1);
});

test('One page at a time does the work, and the next one when that is gone', async () => {
  const over = Promise.withResolvers<void>();
  const log: string[] = [];
  const begin = (name: string) => async () => {
    log.push(`${name} begins`);
    return () => void log.push(`${name} ends`);
  };
  const never = Promise.withResolvers<void>();
  onTestFinished(() => never.resolve());
  requestWatch.inOnePage(begin('first'), over.promise);
  requestWatch.inOnePage(begin('second'), never.promise);
  await vi.waitFor(() => expect(log).toEqual(['first begins']));
  over.resolve();
  await vi.waitFor(() => expect(log).toEqual(['first begins', 'first ends', 'second begins']));
});

test('A page without the browser’s word for requests can’t watch', () => {
  expect(canWatch()).toBe(true);
  Object.assign(fakeBrowser, { webRequest: undefined });
  expect(canWatch()).toBe(false);
});
