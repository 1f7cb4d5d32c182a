import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OddServer, startOddServer } from '../support/odd-server.ts';
import { press } from './support/demo-page.ts';
import { sees } from './support/sees.ts';
import { draftFor, getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let away: OddServer;
let token: string;
let tokenId: string;
let always: string;
beforeAll(async () => {
  dock = await openTokendock();
  dock.api.wants = { query: 'access_token', headers: ['Client-Id'] };
  // Sends everybody on to where no binding goes: the API by its other name.
  away = await startOddServer(({ method, path }) => ({
    status: method === 'OPTIONS' ? 204 : 302,
    headers: {
      Location: `http://127.0.0.1:${dock.api.port}/api/pets${path.replace(/^[^?]*|&access_token=.*/g, '')}`,
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Headers': 'client-id',
    },
  }));
  const deviations = { use: { query: 'access_token', headers: { 'Client-Id': '{client_id}' } } };
  ({ id: tokenId } = await getToken(dock, 'alice', { ...draftFor(dock.server), deviations }));
  token = await dock.send('token.copy', { id: tokenId, as: 'token' });
  always = await dock.send('binding.add', {
    tokenId,
    api: [`${dock.api.origin}/api/*`, `${away.origin}/*`],
    pages: [`${dock.api.origin}/*`, `http://127.0.0.1:${dock.api.port}/*`],
  });
});
afterAll(async () => {
  await dock?.close();
  await away?.close();
});

const kinds = ['fetch', 'xhr', 'image', 'iframe', 'event-source', 'beacon', 'worker', 'script', 'stylesheet'];

describe.each([
  ['its own origin', 'localhost'],
  ['another origin', '127.0.0.1'],
])('An API of %s that wants its token in the query, and a header besides, gets both', (_, host) => {
  let page: Page;
  beforeAll(async () => {
    page = await dock.openPage(`http://${host}:${dock.api.port}/?api=${dock.api.origin}`);
  });

  test.each(kinds)('by %s', async (kind) => {
    expect(await press(page, kind)).toEqual({ status: '200', user: 'alice' });
  });

  test('where the tester named that very URL alone', async () => {
    const api = [`${dock.api.origin}/api/frame`];
    const id = await dock.send('binding.add', { tokenId, api, pages: [`http://${host}:${dock.api.port}/*`] });
    await dock.send('binding.change', { id: always, change: { enabled: false } });
    await page.evaluate(async (src) => {
      const element = Object.assign(document.createElement('iframe'), { src });
      document.body.append(element);
      await new Promise((resolve) => {
        element.onload = resolve;
      });
      element.remove();
    }, `${api}`);
    const last = dock.api.requests.findLast(({ path }) => path === '/api/frame');
    expect(last).toMatchObject({ user: 'alice', search: `?access_token=${token}` });
    await dock.send('binding.remove', { id });
    await dock.send('binding.change', { id: always, change: { enabled: true } });
  });

  test.each(['link', 'form'])('by a %s', async (kind) => {
    await Promise.all([page.waitForNavigation(), page.click(`#${kind}`)]);
    expect(await page.$eval('#answer', ({ textContent }) => textContent)).toBe('The API answered alice.');
    await page.goBack();
  });

  test('but not by a socket, which no browser lets us send elsewhere: it goes as the page made it', async () => {
    expect(await press(page, 'websocket')).toEqual({ status: '401', user: undefined });
  });
});

test('The header comes from the browser’s rule, so that a page’s plain call to another origin asks nobody for leave first', async () => {
  const page = await dock.openPage(`http://127.0.0.1:${dock.api.port}/?api=${dock.api.origin}`);
  const before = dock.api.requests.length;
  expect(await press(page, 'fetch')).toEqual({ status: '200', user: 'alice' });
  const asked = dock.api.requests.slice(before).filter(({ kind }) => kind === 'fetch');
  expect(asked.map(({ method }) => method)).toEqual(['GET']);
  expect(asked[0]?.headers).toHaveProperty('client-id');
});

describe('A call of a script', () => {
  let page: Page;
  beforeAll(async () => {
    page = await dock.openPage(dock.api.origin);
  });
  const arrived = (id: string) => dock.api.findRequest((request) => request.id === id);

  test('keeps the rest of its URL to the letter, and is not redirected', async () => {
    const answer = await page.evaluate(async () => {
      const { url, redirected } = await fetch('/api/pets?id=letters&flag&access_token=own&q=a%20b+c%7e#part');
      return { url, redirected };
    });
    const search = `?id=letters&flag&access_token=${token}&q=a%20b+c%7e`;
    expect(await arrived('letters')).toMatchObject({ search, user: 'alice' });
    expect(answer).toEqual({ url: `${dock.api.origin}/api/pets${search}`, redirected: false });
  });

  test('has the answer of the URL that was asked, by XMLHttpRequest too', async () => {
    const url = await page.evaluate(() => {
      const call = new XMLHttpRequest();
      call.open('PUT', '/api/pets?id=sync&flag', false);
      call.send('hello');
      return call.responseURL;
    });
    const search = `?id=sync&flag&access_token=${token}`;
    expect(await arrived('sync')).toMatchObject({ search, user: 'alice', body: 'hello', method: 'PUT' });
    expect(url).toBe(`${dock.api.origin}/api/pets${search}`);
  });

  test('keeps its method, headers and body', async () => {
    const statuses = await page.evaluate(async () => {
      const form = new FormData();
      form.append('name', 'Mila');
      const json = { method: 'PUT', headers: { 'Content-Type': 'application/json', 'X-Own': '1' }, body: '{"a":1}' };
      const calls = [
        fetch('/api/pets?id=json', json),
        fetch(new Request('/api/pets?id=request', json)),
        fetch('/api/pets?id=form', { method: 'POST', body: form }),
        fetch('/api/pets?id=last', { method: 'POST', body: 'bye', keepalive: true }),
        fetch('/api/pets?id=empty', { method: 'DELETE' }),
      ];
      return (await Promise.all(calls)).map(({ status }) => status);
    });
    expect(statuses).toEqual([200, 200, 201, 201, 200]);
    for (const id of ['json', 'request']) {
      const headers = expect.objectContaining({
        'content-type': 'application/json',
        'x-own': '1',
        'content-length': '7',
      });
      expect(await arrived(id)).toMatchObject({ method: 'PUT', body: '{"a":1}', headers });
    }
    expect((await arrived('form')).body).toMatch(/^--(\S+)\r\n.*name="name"\r\n\r\nMila\r\n--\1--\r\n$/s);
    expect(await arrived('last')).toMatchObject({ body: 'bye', user: 'alice' });
    expect(await arrived('empty')).toMatchObject({ method: 'DELETE', body: '', user: 'alice' });
  });

  test('is counted in the popup, without its query', async () => {
    await page.bringToFront();
    await page.evaluate(() => fetch('/api/pets?id=counted').then(({ text }) => typeof text));
    const popup = await dock.openPopup();
    await sees(popup, `?access_token on ${dock.api.origin}/api/*`);
    await sees(popup, '200 GET /api/pets ·');
  });

  test('is given up when the page says so', async () => {
    const name = await page.evaluate(() => {
      const abort = new AbortController();
      const call = fetch('/api/pets?id=never', { method: 'POST', body: 'hello', signal: abort.signal });
      abort.abort();
      return call.catch((error) => error.name);
    });
    expect(name).toBe('AbortError');
  });
});

test('Where the API sends a request on to another origin, the token does not go', async () => {
  const page = await dock.openPage(dock.api.origin);
  await page.evaluate(async (origin) => {
    await fetch(`${origin}/?id=away-fetch`).catch(() => 'the other origin does not let it be read');
    await new Promise((resolve) => {
      Object.assign(new Image(), { onload: resolve, onerror: resolve, src: `${origin}/?id=away-image` });
    });
  }, away.origin);
  const asked = away.requests.filter(({ method, path }) => method === 'GET' && path.includes(token));
  expect(asked).toHaveLength(2);
  for (const id of ['away-fetch', 'away-image']) {
    const { search, headers } = await dock.api.findRequest((request) => request.id === id);
    expect(search).toBe(`?id=${id}`);
    expect(JSON.stringify(headers)).not.toContain(token);
  }
});
