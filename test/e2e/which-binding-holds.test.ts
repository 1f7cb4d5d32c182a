import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { click, fill, unfold, useInThisTab } from '../support/by-hand.ts';
import { patience } from './support/patience.ts';
import { sees } from './support/sees.ts';
import { getToken, openTokendock, signInAgain, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let page: Page;
let popup: Page;
const ids: Record<string, string> = {};
beforeAll(async () => {
  dock = await openTokendock();
  for (const user of ['alice', 'bob', 'carol']) ids[user] = (await getToken(dock, user, signInAgain(dock.server))).id;
  const { origin } = dock.api;
  const bind = (user: string, paths: string[], more: object = {}) =>
    dock.send('binding.add', {
      tokenId: ids[user] ?? '',
      api: paths.map((path) => (path.startsWith('regex:') ? path : `${origin}${path}`)),
      pages: [`${origin}/*`],
      ...more,
    });
  await bind('alice', ['/api/*'], { notApi: [`${origin}/api/pets?left=out*`] });
  await bind('bob', ['/api/pets?long=*'], { methods: ['GET'] });
  await bind('carol', ['/api/pets?left=out*', '/api/pets?same=*']);
  await bind('bob', ['/api/pets?same=*']);
  await bind('carol', [`regex:^http://localhost:\\d+/api/pets\\?re=\\d{3}&`], {
    pages: ['regex:^http://localhost:\\d+/'],
  });
  page = await dock.openPage(origin);
  popup = await dock.openPopup();
  await unfold(popup, 'Where tokens go');
});
afterAll(() => dock?.close());

let count = 0;

/** What the API saw of a call of a script, and of an image, whose header comes from the browser's rule. */
async function sentBy(query: string, method: string): Promise<(string | undefined)[]> {
  await page.bringToFront();
  count += 1;
  const id = `asked-${count}`;
  await page.evaluate(
    async (url, verb) => {
      await fetch(`${url}&id=${verb}-call`, { method: verb });
      const worker = new Worker(
        URL.createObjectURL(
          new Blob([
            `fetch(${JSON.stringify(`${url}&id=${verb}-rule`)}, { method: '${verb}' }).then(() => postMessage(0))`,
          ]),
        ),
      );
      await new Promise((resolve) => {
        worker.onmessage = resolve;
      });
    },
    `${dock.api.origin}/api/pets${query}&of=${id}`,
    method,
  );
  const user = (hand: string) =>
    dock.api.requests.find(({ search, id: its }) => search.includes(`of=${id}&`) && its === `${method}-${hand}`)?.user;
  return [user('call'), user('rule')];
}

/** The same, once a change has come through. */
async function isSentBy(query: string, user: string | undefined): Promise<void> {
  await vi.waitFor(async () => expect(await sentBy(query, 'GET')).toEqual([user, user]), patience);
}

async function popupSays(query: string, method: string, words: string): Promise<void> {
  await popup.bringToFront();
  await fill(popup, { 'Which holds for': `${dock.api.origin}/api/pets${query}&x`, Method: method });
  await sees(popup, words);
}

describe('The page’s calls, the browser’s rules and the popup agree:', () => {
  test.each([
    ['the only one', '?any=1', 'GET', 'alice', 'No other binding names this request.'],
    ['the longer pattern', '?long=1', 'GET', 'bob', 'Its pattern says more than alice’s.'],
    ['the next one for another method', '?long=1', 'POST', 'alice', 'alice’s token goes along'],
    ['of equals the one that stands above', '?same=1', 'GET', 'bob', 'It stands above carol’s in this list.'],
    ['a longer pattern against what is left out', '?left=out', 'GET', 'carol', 'carol’s token goes along'],
    ['a regular expression', '?re=123&', 'GET', 'carol', 'Its pattern says more than alice’s.'],
    ['but only where it matches', '?re=12&', 'GET', 'alice', 'No other binding names this request.'],
  ])('%s', async (_, query, method, user, words) => {
    expect(await sentBy(query, method)).toEqual([user, user]);
    await popupSays(query, method, words);
  });

  test('this tab before all of them, and nobody where it leaves something out', async () => {
    const { origin } = dock.api;
    await popup.bringToFront();
    await useInThisTab('alice', popup);
    const binding = await vi.waitUntil(
      async () => (await dock.status()).bindings.find(({ tabId }) => tabId !== undefined),
      patience,
    );
    expect(binding.label).toBe('alice');
    await isSentBy('?long=1', 'alice');
    await popupSays('?long=1', 'GET', 'For this tab beats bob’s, which is not.');
    await dock.send('binding.add', {
      tokenId: ids.alice ?? '',
      api: [`${origin}/*`],
      notApi: [`${origin}/api/pets?long=*`],
      pages: [`${origin}/*`],
      tabId: binding.tabId ?? 0,
    });
    await isSentBy('?long=1', undefined);
    await popupSays('?long=1', 'GET', 'alice’s binding leaves out');
  });
});

test('I move a binding up, and it wins', async () => {
  const own = (await dock.status()).bindings.find(({ tabId }) => tabId !== undefined);
  await dock.send('binding.remove', { id: own?.id ?? '' });
  await popupSays('?same=1', 'GET', 'It stands above carol’s in this list.');
  await click(popup, `More for carol to ${dock.api.origin}/api/pets?left=out* and 1 more`);
  await click(popup, 'Move up');
  await sees(popup, 'It stands above bob’s in this list.');
  await isSentBy('?same=1', 'carol');
});
