import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Arms } from '../../src/injection/arms.ts';
import type { ToBridge } from '../../src/injection/channel.ts';
import type { Report } from '../../src/injection/report.ts';
import { badly, binding, dueBinding, header, parameter, well } from './bindings.ts';
import { type FakePage, fakePage } from './fake-page.ts';

const url = 'https://api.example/users';
let page: FakePage;
let arms: Arms;
const report = vi.fn<Report>();
const ask = vi.fn<(question: ToBridge) => void>();

beforeEach(async () => {
  page = fakePage();
  report.mockReset();
  const { createArms } = await import('../../src/injection/arms.ts');
  const { standBeforeFetch } = await import('../../src/injection/page-fetch.ts');
  ask.mockReset();
  arms = createArms(ask);
  standBeforeFetch(arms, report)(true);
});

const authorization = (index = 0) => page.fetched[index]?.headers.get('authorization');

describe('a call that a binding names', () => {
  beforeEach(() => arms.set([binding()]));

  it('carries the header, and leaves in the same tick', async () => {
    const answer = page.window.fetch(url);
    expect(authorization()).toBe('Bearer good');
    expect((await answer).status).toBe(200);
  });

  it('keeps its own headers, but for the one that the binding sets', async () => {
    await page.window.fetch(url, { headers: { Authorization: 'Own', 'X-Own': '1' } });
    expect(Object.fromEntries(page.fetched[0]?.headers ?? [])).toEqual({ authorization: 'Bearer good', 'x-own': '1' });
  });

  it('may be a Request, which is used up as by the browser and never sees the token', async () => {
    const request = new Request(url, { method: 'POST', body: 'hello', headers: { 'x-own': '1' } });
    await page.window.fetch(request);
    expect(await page.fetched[0]?.text()).toBe('hello');
    expect([request.bodyUsed, request.headers.get('authorization')]).toEqual([true, null]);
    expect(authorization()).toBe('Bearer good');
  });

  it('has the headers of `init` in place of its Request’s', async () => {
    await page.window.fetch(new Request(url, { headers: { 'x-own': '1' } }), { headers: { 'x-init': '2' } });
    expect(Object.fromEntries(page.fetched[0]?.headers ?? [])).toEqual({ authorization: 'Bearer good', 'x-init': '2' });
  });

  it('has its URL and its `init` read once', async () => {
    const text = vi.fn(() => url);
    const method = vi.fn(() => 'PUT');
    await page.window.fetch({ toString: text } as unknown as URL, Object.defineProperty({}, 'method', { get: method }));
    expect([text.mock.calls.length, method.mock.calls.length]).toEqual([1, 1]);
    expect(page.fetched[0]?.method).toBe('PUT');
  });

  it('fails as the browser says when the browser refuses it', async () => {
    await expect(page.window.fetch(url, { method: 'a b' })).rejects.toThrow(TypeError);
    expect(report).not.toHaveBeenCalled();
  });

  it('goes as it is with `no-cors`', async () => {
    await page.window.fetch(url, { mode: 'no-cors' });
    expect(authorization()).toBeNull();
  });

  it('goes untouched when the browser takes no such value', async () => {
    arms.set([binding({ parts: header('a\nb') })]);
    await page.window.fetch(url, { headers: { authorization: 'Own' } });
    expect(authorization()).toBe('Own');
    expect(report.mock.calls[0]?.[0].did).toBe('let_go');
  });

  it('is reported after its end', async () => {
    await page.window.fetch(`${url}?q=1#part`, { method: 'post' });
    expect(report).toHaveBeenCalledWith(
      expect.objectContaining({ bindingId: 'one', parts: header('Bearer good'), did: 'added' }),
      'POST',
      `${url}?q=1`,
      200,
    );
  });
});

describe('a call whose API wants several things', () => {
  it('carries all of them', async () => {
    arms.set([binding({ parts: [...header('Bearer good'), ...header('me', 'Client-Id')] })]);
    await page.window.fetch(url, { headers: { 'client-id': 'own' } });
    expect(Object.fromEntries(page.fetched[0]?.headers ?? [])).toEqual({
      authorization: 'Bearer good',
      'client-id': 'me',
    });
  });

  it('carries those that the browser takes, and is not said to be complete', async () => {
    arms.set([binding({ parts: [...header('Bearer good'), ...header('a\nb', 'Client-Id')] })]);
    await page.window.fetch(url, { headers: { 'client-id': 'own' } });
    expect([authorization(), page.fetched[0]?.headers.get('client-id')]).toEqual(['Bearer good', 'own']);
    expect(report.mock.calls[0]?.[0]).toMatchObject({ did: 'let_go', parts: header('Bearer good') });
  });
});

describe('a call whose API wants the token in the query', () => {
  const parts = [...parameter('good'), ...header('me', 'Client-Id')];
  beforeEach(() => arms.set([binding({ parts })]));

  it('asks that URL, in the same tick where it has no body', () => {
    page.window.fetch(`${url}?a=%20b#part`);
    expect(page.fetched[0]?.url).toBe(`${url}?a=%20b&access_token=good#part`);
    expect(Object.fromEntries(page.fetched[0]?.headers ?? [])).toEqual({ 'client-id': 'me' });
  });

  it('keeps all that the page said of it', async () => {
    const abort = new AbortController();
    const settings = {
      method: 'PUT',
      cache: 'no-store',
      credentials: 'include',
      integrity: 'sha256-abc',
      keepalive: false,
      mode: 'same-origin',
      redirect: 'manual',
      referrer: '',
      referrerPolicy: 'no-referrer',
    } as const;
    const headers = { 'Content-Type': 'application/json', 'X-Own': '1' };
    await page.window.fetch(url, { ...settings, headers, body: '{"a":1}', signal: abort.signal });
    const sent = page.calls[0]?.[0] as Request;
    const names = Object.keys(settings) as (keyof typeof settings)[];
    expect(Object.fromEntries(names.map((name) => [name, sent[name]]))).toEqual(settings);
    expect(sent.url).toBe(`${url}?access_token=good`);
    expect(Object.fromEntries(sent.headers)).toEqual({
      'client-id': 'me',
      'content-type': 'application/json',
      'x-own': '1',
    });
    expect(await page.fetched[0]?.text()).toBe('{"a":1}');
    abort.abort('why');
    expect([sent.signal.aborted, sent.signal.reason]).toEqual([true, 'why']);
  });

  it('keeps a form, its boundary too', async () => {
    const body = new FormData();
    body.append('early', '1');
    const answer = page.window.fetch(url, { method: 'POST', body });
    body.append('late', '2');
    await answer;
    expect([...((await page.fetched[0]?.formData()) ?? [])]).toEqual([['early', '1']]);
  });

  it('has no body where it had none', async () => {
    await page.window.fetch(url, { method: 'DELETE' });
    expect(page.fetched[0]).toMatchObject({ method: 'DELETE', body: null, url: `${url}?access_token=good` });
  });

  it('that shall outlive its page leaves at once; the browser’s rule finds it', () => {
    page.window.fetch(url, { method: 'POST', body: 'bye', keepalive: true });
    expect(page.fetched[0]?.url).toBe(url);
    expect(page.fetched[0]?.headers.get('client-id')).toBe('me');
  });

  it('ends with the page’s reason when the page gives it up, and when its body can’t be read', async () => {
    const abort = new AbortController();
    const answer = page.window.fetch(url, { method: 'POST', body: 'hello', signal: abort.signal });
    abort.abort('why');
    await expect(answer).rejects.toBe('why');
    const endless = { method: 'POST', body: new ReadableStream(), duplex: 'half' } as RequestInit;
    const later = new AbortController();
    const stream = page.window.fetch(url, { ...endless, signal: later.signal });
    later.abort('stop');
    await expect(stream).rejects.toBe('stop');
    const body = new ReadableStream({ pull: () => Promise.reject(new Error('broken')) });
    await expect(page.window.fetch(url, { ...endless, body })).rejects.toThrow(TypeError);
    expect(page.fetched).toEqual([]);
  });

  it('is reported once, without the query', async () => {
    await page.window.fetch(`${url}?a=1`, { method: 'POST', body: 'hello' });
    expect(report.mock.calls).toEqual([
      [expect.objectContaining({ bindingId: 'one', parts, did: 'added' }), 'POST', `${url}?a=1`, 200],
    ]);
  });

  it('shows its URL to nothing that the page has put in the browser’s place', async () => {
    const seen: unknown[] = [];
    const spy = (holder: object, name: string) => {
      const before = Object.getOwnPropertyDescriptor(holder, name) as PropertyDescriptor;
      const lie = function (this: unknown, ...args: unknown[]) {
        seen.push(this, ...args);
        throw new Error('a lie');
      };
      Object.defineProperty(holder, name, before.get ? { ...before, get: lie } : { ...before, value: lie });
      return () => Object.defineProperty(holder, name, before);
    };
    const names = ['cache', 'headers', 'method', 'mode', 'signal', 'url'];
    const restore = [
      ...names.map((name) => spy(Request.prototype, name)),
      ...['set', 'forEach', 'append'].map((name) => spy(Headers.prototype, name)),
      ...['has', 'toString', 'set'].map((name) => spy(URLSearchParams.prototype, name)),
      ...['indexOf', 'slice', 'split', 'replace'].map((name) => spy(String.prototype, name)),
    ];
    try {
      page.window.fetch(url).catch(() => 'the fake of the native function reads what the page has patched');
    } finally {
      for (const each of restore) each();
    }
    expect(seen.filter((each) => `${each}`.includes('good'))).toEqual([]);
    expect(page.calls).toMatchObject([[{ url: `${url}?access_token=good` }]]);
  });
});

describe('a call that no binding names', () => {
  it('comes to the browser with the very same arguments', async () => {
    arms.set([binding()]);
    const given = ['https://elsewhere.example/', { headers: { authorization: 'Own' } }] as const;
    await page.window.fetch(...given);
    expect(page.calls).toEqual([given]);
    expect(page.calls[0]?.[1]).toBe(given[1]);
  });

  it('is not touched when it has no URL, a bad one, or one that is not of the web', async () => {
    arms.set([binding({ api: ['.*'] })]);
    await expect((page.window.fetch as () => Promise<Response>)()).rejects.toThrow(TypeError);
    await expect(page.window.fetch('http://[')).rejects.toThrow(TypeError);
    await page.window.fetch('data:text/plain,hello');
    expect(authorization()).toBeNull();
  });
});

describe('a call whose token is due', () => {
  beforeEach(() => arms.set([dueBinding()]));

  it('waits, and leaves with the new one', async () => {
    const body = new FormData();
    body.append('early', '1');
    const answer = page.window.fetch(url, { method: 'POST', body });
    body.append('late', '2');
    expect(page.fetched).toEqual([]);
    arms.set([binding({ parts: header('Bearer new') })]);
    arms.answered('one', well);
    await answer;
    expect(authorization()).toBe('Bearer new');
    expect([...((await page.fetched[0]?.formData()) ?? [])]).toEqual([['early', '1']]);
    expect(report.mock.calls[0]?.[0].did).toBe('renewed');
  });

  it('ends at once, with the page’s reason and without a request, when the page gives it up', async () => {
    const reason = new Error('mine');
    const abort = new AbortController();
    const answer = page.window.fetch(url, { signal: abort.signal });
    abort.abort(reason);
    await expect(answer).rejects.toBe(reason);
    arms.answered('one', well);
    expect(page.fetched).toEqual([]);
  });

  it('does not even ask when the page has given it up before', async () => {
    await expect(page.window.fetch(url, { signal: AbortSignal.abort('why') })).rejects.toBe('why');
    expect(arms.isAwaited()).toBe(false);
  });

  it('goes with the page’s own header when there is no answer', async () => {
    const answer = page.window.fetch(url, { headers: { authorization: 'Own' } });
    arms.answered('one', badly);
    await answer;
    expect(authorization()).toBe('Own');
  });

  it('waits, and asks the URL with the new one', async () => {
    const answer = page.window.fetch(url, { method: 'POST', body: 'hello' });
    arms.set([binding({ parts: parameter('new') })]);
    arms.answered('one', well);
    await answer;
    expect(page.fetched[0]?.url).toBe(`${url}?access_token=new`);
    expect(await page.fetched[0]?.text()).toBe('hello');
  });
});

describe('a call that the API refuses', () => {
  const refusal = (status = 401, challenge = 'Bearer error="invalid_token"') =>
    new Response('refused', { status, headers: { 'www-authenticate': challenge } });
  /** The question that was asked last is answered: with this token, or that there is none. */
  const answer = (fresh?: string) => {
    const question = ask.mock.lastCall?.[0] as ToBridge & { to: string };
    if (fresh) arms.set([binding({ parts: header(fresh) })]);
    arms.answered(question.to, fresh ? well : badly);
  };
  const asked = () => vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(1));
  beforeEach(() => arms.set([binding()]));

  it('is sent once more with a new token, body and all, and the page sees the second answer alone', async () => {
    page.answers.push(refusal());
    const end = page.window.fetch(url, { method: 'POST', body: 'hello', headers: { 'x-own': '1' } });
    await asked();
    expect(ask.mock.lastCall?.[0]).toMatchObject({
      kind: 'refused',
      refusal: { bindingId: 'one', method: 'POST', url, status: 401, challenge: 'Bearer error="invalid_token"' },
    });
    answer('Bearer new');
    expect((await end).status).toBe(200);
    expect([authorization(0), authorization(1)]).toEqual(['Bearer good', 'Bearer new']);
    expect([await page.fetched[1]?.text(), page.fetched[1]?.headers.get('x-own')]).toEqual(['hello', '1']);
    expect(report.mock.calls).toMatchObject([[{ did: 'replayed', why: undefined }, 'POST', url, 200]]);
  });

  it('comes back as it is when there is no new token', async () => {
    page.answers.push(refusal());
    const end = page.window.fetch(url);
    await asked();
    answer();
    expect(await (await end).text()).toBe('refused');
    expect(report.mock.calls).toMatchObject([[{ did: 'added', why: 'no_token' }, 'GET', url, 401]]);
  });

  it('is sent twice, never three times', async () => {
    page.answers.push(refusal(), refusal());
    const end = page.window.fetch(url);
    await asked();
    answer('Bearer new');
    expect((await end).status).toBe(401);
    expect(ask.mock.lastCall?.[0]).toMatchObject({ kind: 'refused', refusal: { isSecond: true } });
    answer('Bearer newer');
    expect(page.fetched).toHaveLength(2);
  });

  it('ends with the page’s reason when the page gives it up meanwhile', async () => {
    page.answers.push(refusal());
    const abort = new AbortController();
    const end = page.window.fetch(url, { signal: abort.signal });
    await asked();
    abort.abort('enough');
    await expect(end).rejects.toBe('enough');
    answer('Bearer new');
    expect(page.fetched).toHaveLength(1);
  });

  it('can’t be sent again when its body is a stream: the page has its answer at once, and the row says why', async () => {
    page.answers.push(refusal());
    const body = new Blob(['hello']).stream();
    const end = await page.window.fetch(url, { method: 'POST', body, duplex: 'half' } as RequestInit);
    expect(end.status).toBe(401);
    answer('Bearer new');
    expect(report.mock.calls).toMatchObject([[{ did: 'added', why: 'body_spent' }, 'POST', url, 401]]);
    expect(page.fetched).toHaveLength(1);
  });

  it('keeps its 403, and is told of when it is known what would help', async () => {
    page.answers.push(refusal(403, 'Bearer error="insufficient_scope"'));
    expect((await page.window.fetch(url)).status).toBe(403);
    const question = ask.mock.lastCall?.[0] as ToBridge & { to: string };
    const offer = { do: 'log_in_again', scope: 'pets:write' } as const;
    arms.answered(question.to, { ...badly, why: undefined, offer });
    expect(report.mock.calls).toMatchObject([[{ did: 'added', offer }, 'GET', url, 403]]);
  });

  it('is the page’s alone when it went without a token, or came from where a redirect led', async () => {
    page.answers.push(refusal(), Object.defineProperty(refusal(), 'redirected', { value: true }));
    arms.set([binding({ parts: undefined, dueAt: undefined })]);
    await page.window.fetch(url);
    expect(ask).not.toHaveBeenCalled();
  });
});
