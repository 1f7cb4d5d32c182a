import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { press } from './support/demo-page.ts';
import { getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let page: Page;
let token: string;
beforeAll(async () => {
  dock = await openTokendock({ accessTokenSeconds: 2 });
  // The API lets no page send that header: in the page, a preflight would fail.
  dock.api.cors = 'no-authorization';
  const { id: tokenId, expiresAt = 0 } = await getToken(dock, 'alice');
  dock.server.accessTokenSeconds = 3600;
  const elsewhere = `http://127.0.0.1:${dock.api.port}`;
  await dock.send('binding.add', {
    tokenId,
    mode: 'network',
    api: [`${dock.api.origin}/api/*`],
    pages: [`${elsewhere}/*`],
  });
  page = await dock.openPage(`${elsewhere}/?api=${dock.api.origin}`);
  await page.waitForFunction((end) => Date.now() > end, {}, expiresAt);
});
afterAll(() => dock?.close());

test('In the network a call of the page waits for the renewal of a token that has ended, too', async () => {
  expect(await press(page, 'fetch')).toEqual({ status: '200', user: 'alice' });
  expect(dock.server.requests.filter(({ body }) => body.grant_type === 'refresh_token')).toHaveLength(1);
  const [{ id = '' } = {}] = (await dock.status()).profiles.flatMap(({ tokens }) => tokens);
  token = await dock.send('token.copy', { id, as: 'token' });
});

test.each(['xhr', 'image', 'iframe', 'event-source', 'websocket', 'beacon', 'worker', 'script', 'stylesheet'])(
  'The browser adds the token to every kind of request: %s',
  async (kind) => {
    expect(await press(page, kind)).toMatchObject({ user: 'alice' });
  },
);

test('The browser asks the API for no leave: there is no preflight', () => {
  expect(dock.api.requests.filter(({ method }) => method === 'OPTIONS')).toEqual([]);
});

test('Whatever the page puts in the browser’s place, its scripts see nothing of the token', async () => {
  const seen = await page.evaluate(async (api) => {
    const heard: string[] = [];
    const note = (what: unknown) =>
      heard.push(what instanceof Request ? JSON.stringify([...what.headers, what.url]) : `${what}`);
    const holders = [
      Headers.prototype,
      XMLHttpRequest.prototype,
      MessagePort.prototype,
      URL.prototype,
      Reflect,
    ] as object[];
    for (const holder of holders) {
      for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(holder))) {
        if (typeof value !== 'function' || name === 'constructor') continue;
        Object.assign(holder, {
          [name](this: unknown, ...args: unknown[]) {
            for (const each of args) note(each);
            return Function.prototype.apply.call(value, this, args);
          },
        });
      }
    }
    const native = window.fetch;
    window.fetch = (...args) => {
      for (const each of args) note(each);
      return native(...args);
    };
    addEventListener('message', ({ data }) => note(JSON.stringify(data)));
    const answer = await fetch(`${api}/api/pets`, { headers: { accept: 'application/json' } });
    note(JSON.stringify([...answer.headers, answer.url]));
    await new Promise((resolve) => {
      const xhr = new XMLHttpRequest();
      xhr.onload = resolve;
      xhr.open('GET', `${api}/api/pets`);
      xhr.setRequestHeader('accept', '*/*');
      xhr.send();
    });
    note(JSON.stringify(performance.getEntries()));
    return { status: answer.status, heard: heard.join('\n') };
  }, dock.api.origin);
  expect(seen.status).toBe(200);
  expect(seen.heard).toContain('application/json');
  expect(seen.heard).not.toContain(token);
});
