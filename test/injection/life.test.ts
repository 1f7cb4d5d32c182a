import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Activity } from '../../src/core/activity.ts';
import type { ArmedBinding, Part } from '../../src/core/binding.ts';
import type { BoundCall, Refusal, Verdict } from '../../src/core/refusal.ts';
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
  proves: false,
  ifPresent: 'replace',
  byRule: false,
  isRuled: true,
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
  wasOpened: vi.fn(async () => false),
  renew: vi.fn(async (_bindingId: string) => bindings),
  prove: vi.fn(async (_calls: BoundCall[]): Promise<(Part[] | undefined)[]> => []),
  refused: vi.fn(async (_refusal: Refusal): Promise<Verdict> => ({})),
  report: vi.fn(async (_rows: Activity[]) => undefined),
  onRevision: (listener: () => void) => {
    revise = listener;
  },
  filled: [] as string[],
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

/** Whether the page's `fetch` is the browser's own again: what it is given arrives there as it is. */
function isNative(): boolean {
  const init = {};
  void page.window.fetch(url, init);
  return page.calls.at(-1)?.[1] === init;
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
    expect(isNative()).toBe(true);
  });
});

/** What the page and then its bridge gather goes on. */
async function isReported(): Promise<void> {
  vi.advanceTimersByTime(20);
  await arrive();
  vi.advanceTimersByTime(200);
}

describe('calls that nobody could speak for in time', () => {
  it('are told of when it is known whose they were', async () => {
    start.injector();
    const answers = [page.window.fetch(url), page.window.fetch('https://elsewhere.example/')];
    vi.advanceTimersByTime(1000);
    await Promise.all(answers);
    start.bridge();
    await arrive();
    await isReported();
    expect(background.report.mock.calls).toMatchObject([
      [[{ bindingId: 'one', url, did: 'let_go', why: 'no_answer' }]],
    ]);
  });
});

it('a call goes as it is where the page’s own header counts, and another document can reach into the window', async () => {
  bindings = [{ ...good, ifPresent: 'leave', dueAt: 1 }];
  Object.assign(page.window, { length: 1, 0: { document: {}, length: 0 } });
  await both();
  await page.window.fetch(url);
  expect(authorization()).toBeNull();
  expect(background.renew).not.toHaveBeenCalled();
  await vi.waitUntil(() => background.report.mock.calls.length > 0);
  expect(background.report.mock.calls).toMatchObject([[[{ did: 'let_go', why: 'reachable' }]]]);
});

describe('a call with a token that wants a proof', () => {
  const proved = (n: number): Part[] => [...header('DPoP bound'), { in: 'header', name: 'DPoP', value: `proof ${n}` }];
  beforeEach(() => {
    bindings = [{ ...good, parts: undefined, proves: true }];
    const made: BoundCall[] = [];
    background.prove.mockImplementation(async (calls) => {
      await setImmediate();
      return calls.map((call) => proved(made.push(call)));
    });
  });

  it('gets one of its own; those of many calls are asked for together', async () => {
    await both();
    await Promise.all(Array.from({ length: 20 }, (_, index) => page.window.fetch(`${url}?${index}`)));
    const proofs = page.fetched.map(({ headers }) => headers.get('dpop'));
    expect(new Set(proofs).size).toBe(20);
    expect(authorization(19)).toBe('DPoP bound');
    expect(background.prove.mock.calls.length).toBeLessThan(20);
    expect(background.prove.mock.calls[0]?.[0]).toEqual([{ bindingId: 'one', method: 'GET', url: `${url}?0` }]);
  });

  it('goes without where the background gives none', async () => {
    background.prove.mockResolvedValue([]);
    await both();
    await page.window.fetch(url);
    expect(page.fetched[0]?.headers.has('authorization')).toBe(false);
  });

  it('gets none in a window that another document can reach into', async () => {
    Object.assign(page.window, { length: 1, 0: { document: {}, length: 0 } });
    await both();
    await page.window.fetch(url);
    expect(page.fetched[0]?.headers.has('dpop')).toBe(false);
  });

  it('is told to nobody who asks for a proof in such a window', async () => {
    Object.assign(page.window, { length: 1, 0: { document: {}, length: 0 } });
    const heard: unknown[] = [];
    page.window.addEventListener(
      OFFER,
      (event) => {
        const [port] = (event as MessageEvent).ports;
        if (!port) return;
        event.preventDefault();
        port.onmessage = ({ data }) => heard.push(data);
        port.postMessage({ kind: 'prove', to: '#1', call: { bindingId: 'one', method: 'GET', url } });
      },
      { capture: true, once: true },
    );
    start.bridge();
    await arrive();
    expect(heard).toContainEqual({ kind: 'answered', to: '#1', bindings: undefined, answer: expect.anything() });
    expect(JSON.stringify(heard)).not.toContain('proof');
    expect(background.prove).not.toHaveBeenCalled();
  });

  it('is sent once more with a new proof when the API wants its nonce', async () => {
    page.answers.push(new Response(null, { status: 401, headers: { 'dpop-nonce': 'n' } }));
    background.refused.mockImplementation(async () => ({ bindings }));
    await both();
    expect((await page.window.fetch(url)).status).toBe(200);
    expect(background.refused.mock.calls[0]?.[0]).toMatchObject({ bindingId: 'one', url, status: 401, nonce: 'n' });
    expect(page.fetched.map(({ headers }) => headers.get('dpop'))).toEqual(['proof 1', 'proof 2']);
  });

  it('is sent no third time when the API wants another nonce again and again', async () => {
    for (let nonce = 0; nonce < 10; nonce++)
      page.answers.push(new Response(null, { status: 401, headers: { 'dpop-nonce': `${nonce}` } }));
    background.refused.mockImplementation(async () => ({ bindings }));
    await both();
    expect((await page.window.fetch(url)).status).toBe(401);
    expect(page.fetched).toHaveLength(2);
  });
});

describe('calls that were refused at once', () => {
  it('are asked about once', async () => {
    for (let i = 0; i < 30; i++) page.answers.push(new Response(null, { status: 401 }));
    background.refused.mockImplementation(async () => {
      await arrive();
      return { bindings: [{ ...good, parts: header('Bearer new') }] };
    });
    await both();
    const answers = await Promise.all(Array.from({ length: 30 }, () => page.window.fetch(url)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(background.refused).toHaveBeenCalledTimes(1);
    expect(authorization(59)).toBe('Bearer new');
  });

  it('are asked about apart from those that were sent again already: of these nobody gets a new token', async () => {
    for (let i = 0; i < 3; i++) page.answers.push(new Response(null, { status: 401 }));
    const { promise: judged, resolve: judge } = Promise.withResolvers<Verdict>();
    background.refused.mockImplementation(async ({ isSecond }) => (isSecond ? judged : { bindings }));
    await both();
    const refusedTwice = page.window.fetch(url);
    await arrive();
    const refusedOnce = page.window.fetch(url);
    await arrive();
    judge({});
    expect([(await refusedTwice).status, (await refusedOnce).status]).toEqual([401, 200]);
  });
});

describe('a header other than Authorization', () => {
  it('is left to the browser’s rule: a script’s would follow a redirect to anybody', async () => {
    bindings = [{ ...good, parts: [{ in: 'header', name: 'X-Api-Key', value: 'good' }] }];
    await both();
    await page.window.fetch(url);
    expect(page.fetched[0]?.headers.has('x-api-key')).toBe(false);
  });
});

describe('where a rule fills in what scripts put empty', () => {
  beforeEach(() => {
    background.filled = ['GET', 'POST'];
  });
  afterEach(() => {
    background.filled = [];
  });

  it('the token stays with the browser, and CORS sees the header', async () => {
    await both();
    await page.window.fetch(url);
    expect(authorization()).toBe('');
  });

  it.each<[string, Partial<ArmedBinding>, string]>([
    ['a method that rules don’t know', {}, 'PROPFIND'],
    ['a header that stays beside the page’s', { ifPresent: 'add' }, 'GET'],
    ['a binding that leaves pages out', { isRuled: false }, 'GET'],
    ['a binding for other methods', { methods: ['PROPFIND'] }, 'PROPFIND'],
  ])('%s has it from the script', async (_, changes, method) => {
    bindings = [{ ...good, ...changes }];
    await both();
    await page.window.fetch(url, { method });
    expect(authorization()).toBe('Bearer good');
  });
});

describe('the bindings of an open page', () => {
  it('are not noticed by a page that has none: its functions stay the same ones, and do what they always did', async () => {
    bindings = [];
    start.injector();
    const { fetch: first, XMLHttpRequest: xhr } = page.window as unknown as typeof globalThis;
    start.bridge();
    await arrive();
    expect(page.window).toMatchObject({ fetch: first, XMLHttpRequest: xhr });
    expect(isNative()).toBe(true);
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
    expect([authorization(), isNative()]).toEqual(['Bearer good', true]);
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

  it.each(['another document can reach into', 'a page opened that has let go of it since'])(
    'never give their token to a window that %s',
    async (which) => {
      const heard: unknown[] = [];
      page.window.addEventListener(OFFER, (event) => {
        (event as MessageEvent).ports[0]?.addEventListener('message', ({ data }) => heard.push(data));
      });
      if (which.startsWith('a page')) background.wasOpened.mockResolvedValueOnce(true);
      else Object.assign(page.window, { opener: { top: { document: {}, length: 0 } } });
      await both();
      await page.window.fetch(url);
      expect(JSON.stringify(heard)).toContain('"kind":"armed"');
      expect(JSON.stringify(heard)).not.toContain('good');
      expect(authorization()).toBeNull();
    },
  );
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
    await isReported();
    const told = background.report.mock.calls.flat(2);
    // It may have waited a millisecond.
    expect(told.map(({ held: _, ...row }) => row)).toEqual([
      { bindingId: 'one', method: 'POST', url, by: 'fetch', status: 200, at: expect.any(Number), did: 'added' },
    ]);
  });
});

describe('when the extension is gone', () => {
  it('tells the page so at its next call, whose functions do what they always did from then on', async () => {
    await both();
    background.isThere.mockReturnValue(false);
    await page.window.fetch(url);
    await isReported();
    expect(isNative()).toBe(true);
  });

  it('lets a call go that waits', async () => {
    bindings = [due];
    await both();
    background.isThere.mockReturnValueOnce(true).mockReturnValue(false);
    background.renew.mockRejectedValue(new Error('Extension context invalidated.'));
    await page.window.fetch(url);
    expect(authorization()).toBeNull();
    expect(isNative()).toBe(true);
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
    expect(isNative()).toBe(true);
  });
});
