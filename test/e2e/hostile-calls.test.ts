import { decodeJwt } from 'jose';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bindIn } from './support/bind-in.ts';
import { revokeToken } from './support/dead-token.ts';
import { modes } from './support/every-kind.ts';
import { lootOf } from './support/hostile-page.ts';
import { browserName, draftFor, getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let tokenId: string;
let provedId: string;
let elsewhere: string;
beforeAll(async () => {
  dock = await openTokendock();
  tokenId = (await getToken(dock, 'alice')).id;
  await dock.server.endSessions();
  const dpop = draftFor(dock.server, { id: 'proved', name: 'Proved', dpop: true });
  provedId = (await getToken(dock, 'alice', dpop)).id;
  elsewhere = `http://127.0.0.1:${dock.api.port}`;
});
afterAll(() => dock?.close());

const bind = (mode: 'page' | 'network', more: { tokenId?: string; api?: string[] } = {}) =>
  bindIn(mode, dock, { tokenId, api: [`${dock.api.origin}/api/pets*`], pages: [`${dock.api.origin}/*`], ...more });
const carried = () => dock.api.requests.filter(({ authorization }) => authorization).length;
const calls = (id: string) => dock.api.requests.filter((each) => each.id === id && each.method !== 'OPTIONS');

test.each(modes)('In %s mode a call whose target changes while it is read carries nothing elsewhere', async (mode) => {
  await bind(mode);
  const page = await dock.openPage(`${dock.api.origin}/hostile.html`);
  const before = carried();
  await page.evaluate(async (other) => {
    const base = document.head.appendChild(document.createElement('base'));
    const frame = document.body.appendChild(document.createElement('iframe'));
    const inside = frame.contentWindow as Window & typeof globalThis;
    const away = `${other}/api/pets?id=away`;
    const moving = {
      get headers() {
        base.href = `${other}/`;
        return {};
      },
    };
    let texts = 0;
    const turning = { toString: () => (texts++ === 0 ? away : '/api/pets') };
    await fetch('/api/pets?id=away', moving).catch(() => undefined);
    base.href = '/';
    await fetch(turning as never).catch(() => undefined);
    await fetch(new Request(away), { mode: 'cors' }).catch(() => undefined);
    for (const isAsync of [true, false]) {
      const call = new XMLHttpRequest();
      call.open('POST', '/api/pets?id=left', isAsync);
      const body = {
        toString() {
          inside.XMLHttpRequest.prototype.open.call(call, 'POST', away, isAsync);
          return 'hello';
        },
      };
      const ended = new Promise((resolve) => {
        call.onloadend = resolve;
        setTimeout(resolve, 2000);
      });
      try {
        call.send(body as never);
        if (isAsync) await ended;
      } catch {
        // The browser may refuse it as well.
      }
    }
    const first = new XMLHttpRequest();
    const again = new Promise((resolve) => {
      first.onloadstart = () => {
        first.onloadend = resolve;
        inside.XMLHttpRequest.prototype.open.call(first, 'GET', away, true);
        first.send();
      };
    });
    first.open('GET', '/api/pets?id=left');
    first.send();
    await again;
  }, elsewhere);
  expect(calls('away').length).toBeGreaterThan(3);
  expect(calls('away').filter(({ authorization }) => authorization)).toEqual([]);
  expect(carried()).toBeLessThanOrEqual(before + 1);
  await page.close();
});

/** Goes by fetch, XMLHttpRequest and an image where a chain of redirects leads: away, and on from there. How many arrived with a token. */
async function arrivedAlong(page: Page, id: string, away: string, headers: Record<string, string>): Promise<number> {
  await page.evaluate(followChain, id, away, headers);
  const arrived = calls(id);
  expect(arrived.length).toBeGreaterThanOrEqual(3);
  return arrived.filter(({ authorization }) => authorization).length;
}

async function followChain(id: string, away: string, headers: Record<string, string>): Promise<void> {
  const go = (origin: string, to: string) => `${origin}/api/go?status=307&to=${encodeURIComponent(to)}`;
  const chain = go('', go(away, `${away}/api/pets?id=${id}`));
  await fetch(chain, { headers }).catch(() => undefined);
  await new Promise((resolve) => {
    const call = new XMLHttpRequest();
    call.onloadend = resolve;
    call.open('GET', chain);
    for (const [name, value] of Object.entries(headers)) call.setRequestHeader(name, value);
    call.send();
  });
  await new Promise((resolve) => Object.assign(new Image(), { onload: resolve, onerror: resolve, src: chain }));
}

test.each(modes)('In %s mode no token goes along a chain of redirects that leads away', async (mode) => {
  await bind(mode, { api: [`${dock.api.origin}/api/go*`] });
  const page = await dock.openPage(dock.api.origin);
  expect(await arrivedAlong(page, `chain-${mode}`, elsewhere, {})).toBe(0);
  const unbound = await dock.openPage(elsewhere);
  // Firefox takes a script's own header off at the first step to another origin, and puts it back at the second.
  const own = await arrivedAlong(unbound, `own-${mode}`, dock.api.origin, { authorization: 'Bearer own' });
  expect(own).toBe(browserName === 'firefox' ? 2 : 0);
  await page.close();
  await unbound.close();
});

test.each([
  // In Firefox the script leaves the header empty, for the rule to fill.
  ['page', browserName === 'chromium' ? expect.stringContaining('Bearer ') : ''],
  ['network', null],
] as const)('In %s mode the page’s own service worker sees the token in Chromium at most', async (mode, sees) => {
  await bind(mode);
  const page = await dock.openPage(`${dock.api.origin}/hostile.html`);
  const seen = await page.evaluate(async () => {
    await navigator.serviceWorker.register('/hostile-worker.js');
    await navigator.serviceWorker.ready;
    const answer = new Promise<string | null>((resolve) => {
      navigator.serviceWorker.addEventListener('message', ({ data }) => resolve(data));
    });
    if (!navigator.serviceWorker.controller)
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
    const { status } = await fetch('/api/pets');
    return { status, token: await answer };
  });
  expect(seen).toEqual({ status: 200, token: sees });
  await page.evaluate(async () => {
    for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister();
  });
  await page.close();
});

test('A page gets no proof but in its own calls, for just their method and URL, and reads none', async () => {
  await bind('page', { tokenId: provedId });
  const page = await dock.openPage(`${dock.api.origin}/hostile.html?patch=Headers`);
  const statuses = await page.evaluate(async () => {
    const wanted = ['/api/whoami', '/api/pets?id=proof'];
    const headers = { DPoP: 'own', Authorization: 'DPoP own' };
    const methods = ['GET', 'POST'];
    const all = wanted.flatMap((url) => methods.map((method) => fetch(url, { method, headers })));
    return (await Promise.all(all)).map(({ status }) => status);
  });
  expect(statuses).toEqual([401, 401, 200, 201]);
  const proofs = calls('proof').map(({ method, headers }) => [method, decodeJwt(`${headers.dpop}`)]);
  const htu = `${dock.api.origin}/api/pets`;
  expect(proofs).toEqual(
    expect.arrayContaining(['GET', 'POST'].map((htm) => [htm, expect.objectContaining({ htm, htu })])),
  );
  expect(await lootOf(page)).toEqual([]);
  await page.close();
});

test('A page that floods us with calls fills no more than the list, and keeps its tokens', async () => {
  await bind('page');
  const page = await dock.openPage(`${dock.api.origin}/hostile.html`);
  const statuses = await page.evaluate(async () => {
    const long = 'x'.repeat(5000);
    const all = [(await fetch(`/api/pets/${long}`)).status];
    for (let round = 0; round < 21; round++) {
      const some = Array.from({ length: 50 }, () => fetch('/api/pets/none'));
      all.push(...(await Promise.all(some)).map(({ status }) => status));
    }
    return [...new Set(all)];
  });
  expect(statuses).toEqual([404]);
  const rows = await dock.send('activity.list', undefined);
  expect(rows.length).toBeLessThanOrEqual(1000);
  expect(rows.every(({ url }) => url.length <= 2000)).toBe(true);
  expect((await dock.status()).bindings).toHaveLength(1);
  await page.close();
});

test('A page that has its API answer 401 for ever, and puts its own Response in place, makes no loop', async () => {
  await bind('page');
  const page = await dock.openPage(`${dock.api.origin}/hostile.html?patch=Request`);
  expect(await page.evaluate(async () => (await fetch('/api/pets')).status)).toBe(200);
  const renewals = () => dock.server.requests.filter(({ body }) => body.grant_type === 'refresh_token').length;
  const before = renewals();
  dock.api.clockAheadSeconds = 1_000_000;
  await revokeToken(dock);
  const ask = () =>
    page.evaluate(async () => {
      Object.defineProperty(Response.prototype, 'status', { get: () => 401, configurable: true });
      Object.defineProperty(Response.prototype, 'redirected', { get: () => false, configurable: true });
      Response.prototype.clone = () => new Response(null, { status: 401 });
      Request.prototype.clone = () => new Request('/elsewhere');
      for (let i = 0; i < 20; i++) await fetch('/api/pets?id=loop');
    });
  await ask();
  dock.api.clockAheadSeconds = 0;
  expect(calls('loop').length).toBeLessThanOrEqual(22);
  expect(renewals() - before).toBeLessThanOrEqual(1);
  expect(await lootOf(page)).toEqual([]);
  await page.close();
});
