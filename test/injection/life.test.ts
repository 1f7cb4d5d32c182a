import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Activity } from '../../src/core/activity.ts';
import type { ArmedBinding } from '../../src/core/binding.ts';
import { OFFER, READY } from '../../src/injection/channel.ts';
import { header } from './bindings.ts';
import { type FakePage, fakePage } from './fake-page.ts';

const url = 'https://api.example/users';
const good: ArmedBinding = {
  bindingId: 'one',
  api: ['^https://api\\.example/.*$'],
  methods: [],
  leaves: false,
  parts: header('Bearer good'),
  ifPresent: 'replace',
  byRule: false,
  dueAt: undefined,
};
const due: ArmedBinding = { ...good, parts: header('Bearer old'), dueAt: 1 };

let page: FakePage;
let nativeFetch: typeof fetch;
let bindings: ArmedBinding[];
let revise: () => void;
let ports: MessagePort[];
let start: { bridge(): { isHere(): boolean }; injector(): void };
const background = {
  arm: vi.fn(async () => bindings),
  renew: vi.fn(async (_bindingId: string) => bindings),
  report: vi.fn(async (_rows: Activity[]) => undefined),
  onRevision: (listener: () => void) => {
    revise = listener;
  },
  isThere: vi.fn(() => true),
};

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.clearAllMocks();
  background.isThere.mockReturnValue(true);
  background.renew.mockImplementation(async () => bindings);
  bindings = [good];
  ports = [];
  page = fakePage();
  nativeFetch = page.window.fetch;
  const Channel = MessageChannel;
  vi.stubGlobal('MessageChannel', function channel() {
    const made = new Channel();
    ports.push(made.port1, made.port2);
    return made;
  });
  const { startBridge } = await import('../../src/injection/bridge.ts');
  const { startInjector } = await import('../../src/injection/injector.ts');
  start = { bridge: () => startBridge(background), injector: startInjector };
});

afterEach(() => {
  for (const port of ports) port.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Lets the messages arrive that are under way, from page to background and back. */
async function arrive(): Promise<void> {
  for (let i = 0; i < 20; i++) await setImmediate();
}

async function both(): Promise<void> {
  start.injector();
  start.bridge();
  await arrive();
}

const authorization = (index = 0) => page.fetched[index]?.headers.get('authorization');

describe('the meeting', () => {
  it.each([
    ['the injector', ['injector', 'bridge']],
    ['the bridge', ['bridge', 'injector']],
  ] as const)('happens when %s comes first', async (_, order) => {
    for (const which of order) start[which]();
    await arrive();
    await page.window.fetch(url);
    expect(authorization()).toBe('Bearer good');
  });

  it('is over when the parser goes on: the page can’t ask for the port', () => {
    const bridge = start.bridge();
    page.parse();
    const offers = vi.fn((event: Event) => event.preventDefault());
    page.window.addEventListener(OFFER, offers);
    page.window.dispatchEvent(new Event(READY));
    expect(offers).not.toHaveBeenCalled();
    expect([bridge.isHere(), background.arm.mock.calls.length]).toEqual([false, 0]);
  });

  it('happens once: neither a second question nor a second offer is heard', async () => {
    await both();
    const offers = vi.fn();
    page.window.addEventListener(OFFER, offers);
    page.window.dispatchEvent(new Event(READY));
    expect(offers).not.toHaveBeenCalled();
    expect(page.window.dispatchEvent(new Event(OFFER, { cancelable: true }))).toBe(true);
  });

  it('does not happen in a page that has run already', () => {
    Object.assign(page.document, { readyState: 'complete' });
    start.injector();
    expect(start.bridge().isHere()).toBe(false);
    expect(page.window.fetch).toBe(nativeFetch);
  });
});

describe('the first calls of a page', () => {
  it('wait for the background’s answer', async () => {
    start.injector();
    const answer = page.window.fetch(url);
    expect(page.fetched).toEqual([]);
    start.bridge();
    await answer;
    expect(authorization()).toBe('Bearer good');
  });

  it('go without after a second', async () => {
    start.injector();
    const answer = page.window.fetch(url);
    vi.advanceTimersByTime(999);
    expect(page.fetched).toEqual([]);
    vi.advanceTimersByTime(1);
    await answer;
    expect(authorization()).toBeNull();
    expect(page.window.fetch).toBe(nativeFetch);
  });
});

describe('the bindings of an open page', () => {
  it('leave the page its own functions when there are none', async () => {
    bindings = [];
    await both();
    expect(page.window.fetch).toBe(nativeFetch);
  });

  it('are asked for anew at each revision', async () => {
    bindings = [];
    await both();
    bindings = [good];
    revise();
    await arrive();
    await page.window.fetch(url);
    bindings = [];
    revise();
    await arrive();
    expect([authorization(), page.window.fetch === nativeFetch]).toEqual(['Bearer good', true]);
  });

  it('are those of the last question, however late an earlier answer comes', async () => {
    await both();
    const late = Promise.withResolvers<ArmedBinding[]>();
    background.arm.mockReturnValueOnce(late.promise);
    revise();
    bindings = [{ ...good, parts: header('Bearer new') }];
    revise();
    await arrive();
    late.resolve([good]);
    await arrive();
    await page.window.fetch(url);
    expect(authorization()).toBe('Bearer new');
  });

  it('never give their token to a window that another document can reach into', async () => {
    const heard: unknown[] = [];
    page.window.addEventListener(OFFER, (event) => {
      (event as MessageEvent).ports[0]?.addEventListener('message', ({ data }) => heard.push(data));
    });
    Object.assign(page.window, { opener: { top: { document: {}, length: 0 } } });
    await both();
    await page.window.fetch(url);
    expect(JSON.stringify(heard)).toContain('"kind":"armed"');
    expect(JSON.stringify(heard)).not.toContain('good');
    expect(authorization()).toBeNull();
  });
});

describe('a token that is due', () => {
  beforeEach(async () => {
    bindings = [due];
    await both();
  });

  it('is asked for once by all calls', async () => {
    const answers = Array.from({ length: 50 }, () => page.window.fetch(url));
    bindings = [{ ...good, parts: header('Bearer new') }];
    await Promise.all(answers);
    expect(background.renew.mock.calls).toEqual([['one']]);
    expect(new Set(page.fetched.map(({ headers }) => headers.get('authorization')))).toEqual(new Set(['Bearer new']));
  });

  it('lets the calls go when the background fails', async () => {
    background.renew.mockRejectedValue(new Error('No.'));
    await page.window.fetch(url, { headers: { authorization: 'Own' } });
    expect(authorization()).toBe('Own');
  });

  it('may take its time', async () => {
    const answer = Promise.withResolvers<ArmedBinding[]>();
    background.renew.mockReturnValue(answer.promise);
    const call = page.window.fetch(url);
    for (let second = 0; second < 10; second++) {
      await arrive();
      vi.advanceTimersByTime(1000);
    }
    await arrive();
    answer.resolve([good]);
    await call;
    expect(authorization()).toBe('Bearer good');
  });
});

describe('activity', () => {
  it('is reported without what may be secret in a URL', async () => {
    await both();
    await page.window.fetch(`${url}?access_token=1#part`, { method: 'POST' });
    await arrive();
    vi.advanceTimersByTime(200);
    expect(background.report.mock.calls).toEqual([
      [[{ bindingId: 'one', method: 'POST', url, status: 200, at: expect.any(Number), did: 'added', by: 'fetch' }]],
    ]);
  });
});

describe('when the extension is gone', () => {
  it('tells the page so at its next call, and gives it its functions back', async () => {
    await both();
    background.isThere.mockReturnValue(false);
    await page.window.fetch(url);
    await arrive();
    expect(page.window.fetch).toBe(nativeFetch);
  });

  it('lets a call go that waits', async () => {
    bindings = [due];
    await both();
    background.isThere.mockReturnValueOnce(true).mockReturnValue(false);
    background.renew.mockRejectedValue(new Error('Extension context invalidated.'));
    await page.window.fetch(url);
    expect(authorization()).toBeNull();
    expect(page.window.fetch).toBe(nativeFetch);
  });

  it('is noticed even if its bridge has ended without a word', async () => {
    bindings = [due];
    await both();
    background.renew.mockImplementation(() => new Promise(vi.fn()));
    const call = page.window.fetch(url);
    await arrive();
    for (const port of ports) port.onmessage = null;
    vi.advanceTimersByTime(1000);
    await arrive();
    vi.advanceTimersByTime(1000);
    await call;
    expect(authorization()).toBeNull();
    expect(page.window.fetch).toBe(nativeFetch);
  });
});
