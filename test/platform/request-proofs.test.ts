import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Part } from '../../src/core/binding.ts';
import { proveRequests, requestProofs } from '../../src/platform/request-proofs.ts';

type Header = { name: string; value?: string };
type Request = { requestHeaders?: Header[]; responseHeaders?: Header[]; method?: string; documentUrl?: string };
type Listener = (details: object) => Promise<{ requestHeaders?: Header[] }> | undefined;

const quirks = vi.hoisted(() => ({ provesRequests: true }));
vi.mock('../../src/platform/quirks.ts', () => quirks);

const hosts = ['https://api.acme.example/*'];
const event = () => ({ addListener: vi.fn<(listener: Listener, filter: object) => void>(), removeListener: vi.fn() });
let sending: ReturnType<typeof event>;
let received: ReturnType<typeof event>;
const stored = new Map<string, string>();
const prove = vi.fn(async (): Promise<Part[] | undefined> => [{ in: 'header', name: 'DPoP', value: 'proof' }]);
const keepNonce = vi.fn(async () => true);

beforeEach(() => {
  vi.clearAllMocks();
  quirks.provesRequests = true;
  sending = event();
  received = event();
  stored.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
  Object.assign(fakeBrowser, { webRequest: { onBeforeSendHeaders: sending, onHeadersReceived: received } });
});

const page = 'https://app.acme.example/pets';
const usual = { url: 'https://api.acme.example/cat.png#x', method: 'GET', tabId: 1, documentUrl: page };
const send = (request: Request = {}) =>
  sending.addListener.mock.lastCall?.[0]({
    ...usual,
    requestHeaders: [{ name: 'authorization', value: 'own' }],
    ...request,
  });

describe('A request that no script of a page sends', () => {
  beforeEach(() => {
    proveRequests({ prove, keepNonce });
    requestProofs.show(hosts);
  });

  test('gets its proof where a token wants one', async () => {
    prove.mockResolvedValueOnce([
      { in: 'header', name: 'Authorization', value: 'DPoP good' },
      { in: 'header', name: 'DPoP', value: 'proof' },
    ]);
    expect(await send()).toEqual({
      requestHeaders: [
        { name: 'Authorization', value: 'DPoP good' },
        { name: 'DPoP', value: 'proof' },
      ],
    });
    const call = { method: 'GET', url: 'https://api.acme.example/cat.png' };
    expect(prove).toHaveBeenCalledWith({ tabId: 1, url: page }, call);
  });

  test('goes as it is when it has a proof, is a preflight, comes from nowhere, or nobody proves it', async () => {
    expect(await send({ requestHeaders: [{ name: 'dpop', value: 'own' }] })).toEqual({});
    expect(await send({ method: 'OPTIONS' })).toEqual({});
    expect(await send({ documentUrl: undefined as never })).toEqual({});
    expect(prove).not.toHaveBeenCalled();
    prove.mockResolvedValueOnce(undefined);
    expect(await send()).toEqual({});
  });

  test('tells the nonce that its answer has', () => {
    received.addListener.mock.lastCall?.[0]({ ...usual, responseHeaders: [{ name: 'dpop-nonce', value: 'one' }] });
    expect(keepNonce).toHaveBeenCalledWith({ tabId: 1, url: page }, { method: 'GET', url: usual.url }, 'one');
  });
});

test('What was listened to is listened to at once when the background starts again', () => {
  proveRequests({ prove, keepNonce });
  expect(sending.addListener).not.toHaveBeenCalled();
  requestProofs.show(hosts);
  proveRequests({ prove, keepNonce });
  expect(sending.addListener.mock.calls.map(([, filter]) => filter)).toEqual([{ urls: hosts }, { urls: hosts }]);
});

test('Nobody listens where no token wants a proof, or the browser lets nobody make one in time', () => {
  requestProofs.show(hosts);
  requestProofs.show([]);
  expect(sending.addListener).toHaveBeenCalledTimes(1);
  quirks.provesRequests = false;
  requestProofs.show(hosts);
  proveRequests({ prove, keepNonce });
  expect(sending.addListener).toHaveBeenCalledTimes(1);
});
