import { decodeJwt } from 'jose';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { press } from './support/demo-page.ts';
import { browserName, draftFor, getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let page: Page;
let abroad: Page;
beforeAll(async () => {
  dock = await openTokendock();
  const { id: tokenId } = await getToken(dock, 'alice', draftFor(dock.server, { dpop: true }));
  const elsewhere = `http://127.0.0.1:${dock.api.port}`;
  const pages = [`${dock.api.origin}/*`, `${elsewhere}/*`];
  await dock.send('binding.add', { tokenId, api: [`${dock.api.origin}/api/*`], pages });
  abroad = await dock.openPage(`${elsewhere}/?api=${dock.api.origin}`);
  page = await dock.openPage(dock.api.origin);
});
afterAll(() => dock?.close());

const calls = (id: string) => dock.api.requests.filter((each) => each.id === id && each.method !== 'OPTIONS');

test.each(['fetch', 'xhr'])(
  'Each call of the page carries the token and a proof that the API takes (%s)',
  async (kind) => {
    expect(await press(page, kind)).toEqual({ status: '200', user: 'alice' });
    await abroad.bringToFront();
    expect(await press(abroad, kind)).toEqual({ status: '200', user: 'alice' });
    await page.bringToFront();
  },
);

test('Fifty calls at once carry fifty proofs, each for its method and URL', async () => {
  const statuses = await page.evaluate(() =>
    Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const method = index % 2 ? 'PUT' : 'GET';
        return (await fetch(`/api/pets?id=fifty&at=${index}#part`, { method })).status;
      }),
    ),
  );
  expect(new Set(statuses)).toEqual(new Set([200]));
  const proofs = calls('fifty').map(({ method, headers }) => ({
    method,
    ...decodeJwt<{ htm: string; htu: string }>(String(headers.dpop)),
  }));
  expect(new Set(proofs.map(({ jti }) => jti)).size).toBe(50);
  for (const { method, htm, htu } of proofs) expect([htm, htu]).toEqual([method, `${dock.api.origin}/api/pets`]);
});

test('A nonce that the API wants is in the second try, and in every call after that, until there is another', async () => {
  const ask = (id: string, by: Page = page) =>
    by.evaluate(
      async (url) => (await fetch(url, { method: 'POST', body: 'hello' })).status,
      `${dock.api.origin}/api/pets?id=${id}`,
    );
  for (const nonce of ['first', 'second']) {
    dock.api.wants = { nonce };
    expect(await ask(`${nonce} asked`)).toBe(201);
    expect(calls(`${nonce} asked`).map(({ status, body }) => [status, body])).toEqual([
      [401, 'hello'],
      [201, 'hello'],
    ]);
    expect(await ask(`${nonce} known`, abroad)).toBe(201);
    expect(calls(`${nonce} known`)).toHaveLength(1);
  }
  dock.api.wants = {};
});

test.each(['image', 'iframe', 'script', 'worker'])(
  'What no script of the page sends carries a proof in Firefox; Chromium lets nobody make one in time (%s)',
  async (kind) => {
    const seen = await press(page, kind);
    expect(seen).toEqual(
      browserName === 'firefox' ? { status: '200', user: 'alice' } : { status: '401', user: undefined },
    );
  },
);
