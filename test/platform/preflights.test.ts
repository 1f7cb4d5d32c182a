import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';

type Event = { method?: string; url?: string; statusCode?: number; error?: string };
const listeners = { answer: new Set<(event: Event) => void>(), failure: new Set<(event: Event) => void>() };
const addAnswer = vi.fn((listener: (event: Event) => void) => void listeners.answer.add(listener));

let preflights: typeof import('../../src/platform/preflights.ts').preflights;
beforeEach(async () => {
  vi.resetModules();
  vi.clearAllMocks();
  for (const each of Object.values(listeners)) each.clear();
  Object.assign(fakeBrowser, {
    webRequest: {
      onHeadersReceived: {
        addListener: addAnswer,
        removeListener: (listener: (event: Event) => void) => listeners.answer.delete(listener),
      },
      onErrorOccurred: {
        addListener: (listener: (event: Event) => void) => void listeners.failure.add(listener),
        removeListener: (listener: (event: Event) => void) => listeners.failure.delete(listener),
      },
    },
  });
  ({ preflights } = await import('../../src/platform/preflights.ts'));
  preflights.watch([host]);
});

const host = 'https://api.acme.example/*';
const url = 'https://api.acme.example/pets?a=1';
const place = 'https://api.acme.example/pets';
const answered = (method: string, statusCode = 200) => {
  for (const listener of [...listeners.answer]) listener({ method, url, statusCode });
};
const failed = (error = 'net::ERR_FAILED') => {
  for (const listener of [...listeners.failure]) listener({ method: 'GET', url, error });
};

describe('A preflight was refused', () => {
  test('when it is answered, and the call itself fails without an answer', () => {
    answered('OPTIONS', 204);
    failed();
    expect(preflights.wasRefused(place)).toBe(true);
  });

  test.each<[string, string[], string?]>([
    ['nobody was there', []],
    ['the page gave the call up', ['OPTIONS'], 'net::ERR_ABORTED'],
    ['the answer of the call itself is hidden', ['OPTIONS', 'GET']],
  ])('not when %s', (_, methods, error) => {
    for (const method of methods) answered(method);
    failed(error);
    expect(preflights.wasRefused(place)).toBe(false);
  });
});

test('Nobody listens any more once a call has got through', () => {
  answered('OPTIONS');
  answered('GET');
  expect([listeners.answer.size, listeners.failure.size]).toEqual([0, 0]);
  preflights.watch([host]);
  expect([listeners.answer.size, listeners.failure.size]).toEqual([1, 1]);
});

test('The same hosts are listened to once', () => {
  preflights.watch([host]);
  expect(addAnswer).toHaveBeenCalledTimes(1);
});
