import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { draftFor, getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

const statuses = [301, 302, 303, 307, 308];
let dock: Tokendock;
let encrypted: { url: string; headers: IncomingHttpHeaders[]; close(): void };
let tokens: Record<string, string>;
beforeAll(async () => {
  dock = await openTokendock({ acceptInsecureCerts: true });
  encrypted = await startEncrypted();
  const keyed = draftFor(dock.server, { id: 'keyed', name: 'Keyed' });
  keyed.deviations = { use: { header: 'X-Api-Key', scheme: '' } };
  const { id: authorization } = await getToken(dock, 'alice');
  await dock.server.endSessions();
  tokens = { authorization, 'x-api-key': (await getToken(dock, 'bob', keyed)).id };
});
afterAll(async () => {
  encrypted?.close();
  await dock?.close();
});

/** An API behind TLS, which lets every page read it. */
async function startEncrypted() {
  const headers: IncomingHttpHeaders[] = [];
  const both = readFileSync(new URL('../support/demo-api/localhost.pem', import.meta.url));
  const server = createServer({ key: both, cert: both }, (request, response) => {
    if (request.method !== 'OPTIONS') headers.push(request.headers);
    const { origin = '*' } = request.headers;
    const allowed = {
      'access-control-allow-origin': origin,
      'access-control-allow-headers': 'authorization, x-api-key',
    };
    response.writeHead(200, allowed).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/api/pets`;
  return { url, headers, close: () => void server.close() };
}

async function bind(name: string, mode: 'page' | 'network', api: string[]): Promise<void> {
  for (const { id } of (await dock.status()).bindings) await dock.send('binding.remove', { id });
  const pages = [`${dock.api.origin}/*`];
  const id = await dock.send('binding.add', { tokenId: tokens[name] ?? '', api, pages });
  await dock.send('binding.change', { id, change: { mode } });
}

/** Has a page of the API's origin go to each of these by a redirect of each kind, by fetch and by XMLHttpRequest. */
async function follow(targets: readonly string[]): Promise<void> {
  const page = await dock.openPage(dock.api.origin);
  const urls = targets.flatMap((to) =>
    statuses.map((status) => `/api/go?status=${status}&to=${encodeURIComponent(to)}`),
  );
  await page.evaluate(async (all) => {
    for (const url of all) {
      await fetch(url).catch(() => undefined);
      await new Promise((resolve) => {
        const xhr = new XMLHttpRequest();
        xhr.onloadend = resolve;
        xhr.open('GET', url);
        xhr.send();
      });
    }
  }, urls);
  await page.close();
}

const ways = (['page', 'network'] as const).flatMap((mode) =>
  ['authorization', 'x-api-key'].map((header) => ({ mode, header })),
);

test.each(ways)(
  '$header does not follow a redirect to an origin that is not named ($mode mode)',
  async ({ mode, header }) => {
    await bind(header, mode, [`${dock.api.origin}/api/go*`]);
    const [hops, arrived] = [dock.api.requests.length, encrypted.headers.length];
    await follow([`http://127.0.0.1:${dock.api.port}/api/pets?from=go`, encrypted.url]);
    const made = dock.api.requests.slice(hops);
    const first = made.filter(({ path, method }) => path === '/api/go' && method === 'GET');
    const elsewhere = [
      ...made.filter(({ path, method }) => path === '/api/pets' && method === 'GET').map(({ headers }) => headers),
      ...encrypted.headers.slice(arrived),
    ];
    expect([first.length, elsewhere.length]).toEqual([20, 20]);
    expect(first.filter(({ headers }) => headers[header] === undefined)).toEqual([]);
    expect(elsewhere.filter((headers) => headers[header] !== undefined)).toEqual([]);
  },
);

test.each(ways)(
  '$header reaches where a redirect goes when the binding names that too, TLS included ($mode mode)',
  async ({ mode, header }) => {
    const { origin } = new URL(encrypted.url);
    await bind(header, mode, [`${dock.api.origin}/api/go*`, `${origin}/*`]);
    const arrived = encrypted.headers.length;
    await follow([encrypted.url]);
    const reached = encrypted.headers.slice(arrived);
    expect(reached).toHaveLength(10);
    expect(reached.filter((headers) => headers[header] === undefined)).toEqual([]);
  },
);

test.each(ways)(
  '$header is not taken up again on the way through another origin ($mode mode)',
  async ({ mode, header }) => {
    await bind(header, mode, [`${dock.api.origin}/api/go*`]);
    const before = dock.api.requests.length;
    const elsewhere = `http://127.0.0.1:${dock.api.port}/api`;
    const last = `${elsewhere}/pets?from=go`;
    await follow([`${elsewhere}/go?status=307&to=${encodeURIComponent(last)}`]);
    const abroad = dock.api.requests
      .slice(before)
      .filter(({ method, headers: { host } }) => method === 'GET' && host === new URL(elsewhere).host);
    expect(abroad.map(({ path }) => path)).toEqual(Array(10).fill(['/api/go', '/api/pets']).flat());
    expect(abroad.filter(({ headers }) => headers[header])).toEqual([]);
  },
);
