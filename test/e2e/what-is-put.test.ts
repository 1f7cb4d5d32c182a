import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NewBinding } from '../../src/core/binding.ts';
import { usualPut } from '../../src/core/binding.ts';
import { press } from './support/demo-page.ts';
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

describe('A header that the page sends itself', () => {
  const X = { ...usualPut, name: 'X-Own', prefix: '', of: { text: 'ours' } };

  /** What arrives of a call with and of one without a header of its own, by fetch and by XMLHttpRequest. */
  async function arrives(): Promise<(string | string[] | undefined)[]> {
    const marks = await page.evaluate(async () => {
      const mark = `${Math.random()}`;
      const url = (what: string) => `/api/pets?id=${mark}-${what}`;
      const xhr = (what: string, headers: Record<string, string>) =>
        new Promise((resolve) => {
          const call = new XMLHttpRequest();
          call.onload = resolve;
          call.open('GET', url(what));
          for (const [name, value] of Object.entries(headers)) call.setRequestHeader(name, value);
          call.send();
        });
      const own = { 'X-Own': 'mine' };
      await fetch(url('fetch-own'), { headers: own });
      await fetch(url('fetch'));
      await xhr('xhr-own', own);
      await xhr('xhr', {});
      return ['fetch-own', 'fetch', 'xhr-own', 'xhr'].map((what) => `${mark}-${what}`);
    });
    return marks.map((mark) => dock.api.requests.find((request) => request.id === mark)?.headers['x-own']);
  }

  test('makes way for ours', async () => {
    await change({ put: [X], ifPresent: 'replace' });
    expect(await arrives()).toEqual(['ours', 'ours', 'ours', 'ours']);
  });

  test('is left alone', async () => {
    await change({ put: [X], ifPresent: 'leave' });
    expect(await arrives()).toEqual(['mine', 'ours', 'mine', 'ours']);
  });

  test('stands beside ours', async () => {
    await change({ put: [X], ifPresent: 'add' });
    expect(await arrives()).toEqual(['mine, ours', 'ours', 'ours, mine', 'ours']);
  });

  test('makes way in the network, whatever I said', async () => {
    await change({ put: [X], ifPresent: 'leave', mode: 'network' });
    expect(await arrives()).toEqual(['ours', 'ours', 'ours', 'ours']);
  });
});
