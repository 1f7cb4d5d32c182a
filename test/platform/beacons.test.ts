import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { RequestRule } from '../../src/core/ports.ts';
import { addToBeacons } from '../../src/platform/beacons.ts';
import { redirectStop } from '../../src/platform/redirect-stop.ts';
import { requestRules } from '../../src/platform/request-rules.ts';
import { fakeSessionRules } from './support/browser-fakes.ts';

type Header = { name: string; value?: string };
type Beacon = { url?: string; tabId?: number; originUrl?: string; requestHeaders?: Header[] };

const quirks = vi.hoisted(() => ({ beaconsEscapeRules: true, stopsInWebRequest: false }));
vi.mock('../../src/platform/quirks.ts', () => quirks);

const addListener = vi.fn<(listener: (details: Beacon) => Promise<{ requestHeaders?: Header[] }>) => void>();
beforeEach(() => {
  vi.clearAllMocks();
  quirks.beaconsEscapeRules = true;
  fakeSessionRules();
  Object.assign(fakeBrowser, { webRequest: { onBeforeSendHeaders: { addListener } } });
});

const rule: RequestRule = {
  api: ['https://api.acme.example/*'],
  pages: ['https://app.acme.example/*'],
  parts: [{ in: 'header', name: 'Authorization', value: 'Bearer one' }],
};

/** What a beacon carries in the end; undefined: it goes as it was. */
async function sent(beacon: Beacon): Promise<Header[] | undefined> {
  addToBeacons();
  const [[listener] = []] = addListener.mock.calls;
  const usual = { url: 'https://api.acme.example/log', tabId: 1, originUrl: 'https://app.acme.example/pets' };
  return (await listener?.({ ...usual, requestHeaders: [{ name: 'Accept', value: '*/*' }], ...beacon }))
    ?.requestHeaders;
}

describe('A beacon of Firefox, which rules do not reach,', () => {
  test('gets the header of the rule that wins', async () => {
    await requestRules.show([rule, { ...rule, parts: [{ in: 'header', name: 'Authorization', value: 'Bearer two' }] }]);
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
    ['comes from another tab', { tabId: 2 }, { tabId: 1 }],
  ])('goes as it is when it %s', async (_, beacon, changes) => {
    await requestRules.show([{ ...rule, ...changes }]);
    expect(await sent(beacon)).toBeUndefined();
  });

  test('goes as it is when there is no rule, or none that adds a header', async () => {
    await redirectStop.set(1, 'https://api.acme.example/log');
    expect(await sent({})).toBeUndefined();
  });
});

test('Where rules reach beacons, nobody listens', () => {
  quirks.beaconsEscapeRules = false;
  addToBeacons();
  expect(addListener).not.toHaveBeenCalled();
});
