import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { rowOf } from './support/activity.ts';
import { renewByHand, revokeToken } from './support/dead-token.ts';
import { patience } from './support/patience.ts';
import { getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let page: Page;
let abroad: Page;
beforeAll(async () => {
  dock = await openTokendock();
  const { id: tokenId } = await getToken(dock, 'alice');
  const elsewhere = `http://127.0.0.1:${dock.api.port}`;
  const pages = [`${dock.api.origin}/*`, `${elsewhere}/*`];
  await dock.send('binding.add', { tokenId, api: [`${dock.api.origin}/api/*`], pages });
  abroad = await dock.openPage(elsewhere);
  page = await dock.openPage(dock.api.origin);
});
beforeEach(async () => {
  await renewByHand(dock, page);
  await revokeToken(dock);
});
afterAll(() => dock?.close());

const renewals = () => dock.server.requests.filter(({ body }) => body.grant_type === 'refresh_token').length;
const calls = (id: string) => dock.api.requests.filter((each) => each.id === id && each.method !== 'OPTIONS');

const bodies = {
  text: "'hello'",
  'a form':
    "Object.assign(new FormData(), {}), (() => { const f = new FormData(); f.append('pet', 'Mila'); return f; })()",
  'a blob': "new Blob(['hello'])",
  parameters: "new URLSearchParams({ pet: 'Mila' })",
  nothing: 'undefined',
};

test.each(Object.entries(bodies))(
  'A call whose token was revoked succeeds with %s, and the page sees that alone',
  async (name, body) => {
    const before = renewals();
    const id = `body-${name}`;
    const status = await page.evaluate(
      `fetch('/api/pets?id=${encodeURIComponent(id)}', { method: 'POST', body: (${body}) }).then(({ status }) => status)`,
    );
    expect(status).toBe(201);
    const [first, second] = calls(id);
    expect(calls(id).map((each) => each.status)).toEqual([401, 201]);
    const withoutBoundary = (text = '') => text.replace(/-{4,}\S+/g, '');
    expect(withoutBoundary(second?.body)).toBe(withoutBoundary(first?.body));
    expect(renewals()).toBe(before + 1);
    expect(await rowOf(dock, '/api/pets', ({ did }) => did === 'replayed')).toMatchObject({ status: 201 });
  },
);

test('A Request that the page made, and one to another origin, are sent again too', async () => {
  const send = (url: string) =>
    fetch(new Request(url, { method: 'POST', body: 'hello' })).then(({ status, redirected }) => [status, redirected]);
  expect(await abroad.evaluate(send, `${dock.api.origin}/api/pets?id=abroad`)).toEqual([201, false]);
  expect(calls('abroad').map(({ status, body }) => [status, body])).toEqual([
    [401, 'hello'],
    [201, 'hello'],
  ]);
});

test('XMLHttpRequest: the page hears of the second answer alone, in the usual order', async () => {
  const events = await page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const heard: string[] = [];
        const xhr = new XMLHttpRequest();
        for (const kind of ['loadstart', 'progress', 'load', 'error', 'abort', 'timeout', 'loadend'])
          xhr.addEventListener(kind, () => heard.push(kind));
        xhr.onreadystatechange = () => heard.push(`${xhr.readyState} ${xhr.status}`);
        xhr.open('POST', '/api/pets?id=xhr');
        xhr.setRequestHeader('X-Own', '1');
        xhr.addEventListener('loadend', () => resolve(heard));
        xhr.send('hello');
      }),
  );
  expect(events.filter((each, index) => each !== events[index - 1])).toEqual([
    '1 0',
    'loadstart',
    '2 201',
    '3 201',
    'progress',
    '4 201',
    'load',
    'loadend',
  ]);
  expect(calls('xhr').map(({ status, body, headers }) => [status, body, headers['x-own']])).toEqual([
    [401, 'hello', '1'],
    [201, 'hello', '1'],
  ]);
});

test('The page’s AbortSignal ends the call while its second try is prepared', async () => {
  const before = renewals();
  const release = dock.server.holdTokenEndpoint();
  const ended = page.evaluate(() => {
    const abort = new AbortController();
    Object.assign(globalThis, { abort });
    return fetch('/api/pets?id=aborted', { signal: abort.signal }).catch((error) => `${error}`);
  });
  await vi.waitUntil(() => renewals() > before, patience);
  await page.evaluate(() => (globalThis as unknown as { abort: AbortController }).abort.abort('enough'));
  expect(await ended).toBe('enough');
  release();
  expect(calls('aborted')).toHaveLength(1);
});

test('An API that refuses every token is asked twice, not more: the page gets its 401, by fetch and by XMLHttpRequest', async () => {
  dock.api.clockAheadSeconds = 1_000_000;
  const before = renewals();
  const statuses = await page.evaluate(async () => {
    const xhr = new XMLHttpRequest();
    const ended = new Promise<string>((resolve) => {
      let heard = '';
      xhr.onreadystatechange = () => (heard += xhr.readyState);
      xhr.onload = () => resolve(`${heard} ${xhr.status} ${xhr.responseText.includes('unauthorized')}`);
    });
    const first = await fetch('/api/pets?id=never');
    xhr.open('GET', '/api/pets?id=never-xhr');
    xhr.send();
    return [first.status, (await first.json()).error, await ended];
  });
  dock.api.clockAheadSeconds = 0;
  expect(statuses).toEqual([401, 'unauthorized', '14 401 true']);
  expect([calls('never').length, calls('never-xhr').length]).toEqual([2, 1]);
  expect(renewals()).toBe(before + 1);
});
