import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { NewBinding } from '../../src/core/binding.ts';
import { usualPut } from '../../src/core/binding.ts';
import { type OddServer, startOddServer } from '../support/odd-server.ts';
import { press } from './support/demo-page.ts';
import { patience } from './support/patience.ts';
import { getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let page: Page;
let base: Pick<NewBinding, 'tokenId' | 'api' | 'pages'>;
let id: string;
beforeAll(async () => {
  dock = await openTokendock();
  const { id: tokenId } = await getToken(dock, 'alice');
  base = { tokenId, api: [`${dock.api.origin}/api/*`], pages: [`${dock.api.origin}/*`] };
  id = await dock.send('binding.add', base);
  page = await dock.openPage(dock.api.origin);
});
afterAll(() => dock?.close());

const change = (changes: Partial<NewBinding>) => dock.send('binding.add', { ...base, id, ...changes });
const lastOf = (kind: string) => dock.api.requests.findLast((request) => request.kind === kind);

describe('Several headers and a parameter at once', () => {
  test.each(['page', 'network'] as const)('arrive by a call and by an image, in mode %s', async (mode) => {
    await change({
      mode,
      put: [
        usualPut,
        { in: 'header', name: 'X-Id-Token', prefix: 'Id', of: 'id_token' },
        { in: 'header', name: 'X-Scope', prefix: '', of: { field: 'scope' } },
        { in: 'query', name: 'stage', prefix: '', of: { text: 'test me' } },
      ],
    });
    for (const kind of ['fetch', 'image']) {
      expect(await press(page, kind)).toMatchObject({ user: 'alice' });
      const { headers, search } = lastOf(kind) ?? {};
      expect(headers).toMatchObject({ 'x-id-token': expect.stringMatching(/^Id ey/) });
      expect(new URLSearchParams(search).get('stage')).toBe('test me');
    }
  });
});

describe('What the page sends itself', () => {
  const ours = (name: string) => ({ ...usualPut, name, prefix: '', of: { text: 'ours' } });
  const put = [ours('Authorization'), ours('X-Own')];
  const four = ['ours', 'ours', 'ours', 'ours'];
  const bind = (changes: Partial<NewBinding>) => change({ api: [`${plain.origin}/*`], put, ...changes });

  let plain: OddServer;
  beforeAll(async () => {
    const headers = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'authorization, x-own' };
    plain = await startOddServer(() => ({ headers }));
  });
  afterAll(() => plain?.close());

  const carriedBy = (path: string) => {
    const request = plain.requests.find((each) => each.method === 'GET' && each.path === path);
    return { authorization: request?.headers.authorization, own: request?.headers['x-own'] };
  };

  /** What arrives of a call with and of one without headers of its own, by fetch and by XMLHttpRequest. */
  async function arrives() {
    const paths = await page.evaluate(async (origin) => {
      const mark = `/${Math.random()}`;
      const xhr = (what: string, headers: Record<string, string>) =>
        new Promise((resolve) => {
          const call = new XMLHttpRequest();
          call.onloadend = resolve;
          call.open('GET', `${origin}${mark}-${what}`);
          for (const [name, value] of Object.entries(headers)) call.setRequestHeader(name, value);
          call.send();
        });
      const own = { Authorization: 'mine', 'X-Own': 'mine' };
      await fetch(`${origin}${mark}-fetch-own`, { headers: own });
      await fetch(`${origin}${mark}-fetch`);
      await xhr('xhr-own', own);
      await xhr('xhr', {});
      return ['fetch-own', 'fetch', 'xhr-own', 'xhr'].map((what) => `${mark}-${what}`);
    }, plain.origin);
    const carried = paths.map(carriedBy);
    return { authorization: carried.map((each) => each.authorization), own: carried.map(({ own }) => own) };
  }

  /** The page's scripts hear of a binding a moment after it is there. */
  function arrive(wanted: Awaited<ReturnType<typeof arrives>>): Promise<void> {
    return vi.waitFor(async () => expect(await arrives()).toEqual(wanted), patience);
  }

  test('makes way for ours', async () => {
    await bind({ ifPresent: 'replace' });
    await arrive({ authorization: four, own: four });
  });

  test('is left alone in Authorization; in any other header ours takes its place', async () => {
    await bind({ ifPresent: 'leave' });
    await arrive({ authorization: ['mine', 'ours', 'mine', 'ours'], own: four });
  });

  test('stands beside ours in Authorization; in any other header ours takes its place', async () => {
    await bind({ ifPresent: 'add' });
    const authorization = ['mine, ours', 'ours', 'ours, mine', 'ours'];
    await arrive({ authorization, own: four });
  });

  test('makes way where nothing but another header is put, and Authorization stays the page’s', async () => {
    await bind({ ifPresent: 'leave', put: [ours('X-Own')] });
    await arrive({ authorization: ['mine', undefined, 'mine', undefined], own: four });
  });

  test.each(['page', 'network'] as const)(
    'makes way even in headers that no page may set, in mode %s',
    async (mode) => {
      const put = [
        { ...ours('Cookie'), of: { text: 'ours=1' } },
        { ...ours('Referer'), of: { text: 'https://ours.example/' } },
      ];
      await bind({ put, mode });
      await vi.waitFor(async () => {
        await arrives();
        expect(plain.requests.at(-1)?.headers).toMatchObject({ cookie: 'ours=1', referer: 'https://ours.example/' });
      }, patience);
    },
  );

  test('is left alone by a weaker binding, too', async () => {
    await bind({ ifPresent: 'leave' });
    const weaker = { ...base, api: [`${plain.origin}/*`], put: [{ ...usualPut, prefix: '', of: { text: 'weak' } }] };
    const weakerId = await dock.send('binding.add', { ...weaker, order: -1 });
    await arrive({ authorization: ['mine', 'ours', 'mine', 'ours'], own: four });
    await dock.send('binding.remove', { id: weakerId });
  });

  test('makes way in the network, whatever I said', async () => {
    await bind({ ifPresent: 'leave', mode: 'network' });
    await arrive({ authorization: four, own: four });
  });

  test('counts in calls that no rule tells from the page’s: those get every header but Authorization', async () => {
    await bind({ ifPresent: 'leave' });
    await page.evaluate(async (origin) => {
      const script = `fetch('${origin}/of-worker').then(() => postMessage('done'))`;
      const worker = new Worker(URL.createObjectURL(new Blob([script])));
      await new Promise((resolve) => {
        worker.onmessage = resolve;
      });
      worker.terminate();
      const events = new EventSource(`${origin}/of-events`);
      await new Promise((resolve) => {
        events.onerror = resolve;
      });
      events.close();
      await fetch(`${origin}/of-no-cors`, { mode: 'no-cors' });
    }, plain.origin);
    for (const path of ['/of-worker', '/of-events', '/of-no-cors']) {
      expect([path, carriedBy(path)]).toEqual([path, { authorization: undefined, own: 'ours' }]);
    }
  });
});
