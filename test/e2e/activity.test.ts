import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { click, fill } from '../support/by-hand.ts';
import { rowOf, rowsWhen, type ShownRow, untilWatched } from './support/activity.ts';
import { press } from './support/demo-page.ts';
import { startDownloads } from './support/downloads.ts';
import { paste } from './support/paste.ts';
import { patience } from './support/patience.ts';
import { sees, seesBriefly, seesNoMore } from './support/sees.ts';
import { getToken, openTokendock, signInAgain, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let page: Page;
let bench: Page;
let token: string;
let bindingId: string;
beforeAll(async () => {
  dock = await openTokendock();
  const { id: tokenId } = await getToken(dock, 'alice');
  token = await dock.send('token.copy', { id: tokenId, as: 'token' });
  const pages = [`${dock.api.origin}/*`];
  bindingId = await dock.send('binding.add', { tokenId, api: [`${dock.api.origin}/api/*`], pages });
  page = await dock.openPage(dock.api.origin);
});
afterAll(() => dock?.close());

test('What a page’s scripts call is written down also while nobody watches', async () => {
  await press(page, 'fetch');
  await press(page, 'xhr');
  bench = await dock.openWorkbench({ tool: 'activity', view: 'setup' });
  const rows = await rowsWhen(bench, ({ length }) => length === 2);
  expect(rows).toMatchObject([
    { request: expect.stringContaining('GET /api/pets'), about: 'XMLHttpRequest · page mode · as the page says' },
    {
      user: 'alice',
      // The first call may have waited for what is bound.
      did: expect.stringMatching(/^Token sent( \+\d+ ms)?$/),
      status: '200',
      about: 'fetch · page mode · as the page says',
    },
  ]);
});

describe('While I watch', () => {
  beforeAll(async () => {
    await page.bringToFront();
    await untilWatched(dock, () => press(page, 'fetch'));
  });
  beforeEach(async () => {
    await bench.bringToFront();
    await dock.send('activity.clear', {});
    await sees(bench, 'No request yet.');
    await page.bringToFront();
  });

  test('I clear what stands there', async () => {
    await press(page, 'fetch');
    await bench.bringToFront();
    await rowsWhen(bench, ([row]) => row?.about === 'fetch · page mode · seen as it left');
    await click(bench, 'Clear');
    await sees(bench, 'No request yet.');
  });

  test.each([
    ['fetch', 'fetch'],
    ['xhr', 'XMLHttpRequest'],
  ])('a call that both the page and the browser tell of is one request (%s)', async (kind, name) => {
    await press(page, kind);
    await bench.bringToFront();
    const about = `${name} · page mode · seen as it left`;
    expect(await rowsWhen(bench, ([row]) => row?.about === about)).toMatchObject([
      { user: 'alice', did: expect.stringMatching(/^Token sent/), status: '200' },
    ]);
  });

  test.each([
    ['image', 'image'],
    ['iframe', 'frame'],
    ['event-source', 'EventSource'],
    ['websocket', 'WebSocket'],
    ['beacon', 'beacon'],
    ['shared-worker', 'worker'],
    ['service-worker', 'worker'],
    ['script', 'script'],
    ['stylesheet', 'style sheet'],
    ['font', 'font'],
    ['media', 'media'],
  ])('I see that the token left with a request that no script of the page makes (%s)', async (kind, name) => {
    await press(page, kind);
    await bench.bringToFront();
    const isIt = (row: { about: string; status: string } | undefined) =>
      row?.about === `${name} · page mode · seen as it left` && row.status !== '…';
    expect(await rowsWhen(bench, ([row]) => isIt(row))).toMatchObject([
      { user: 'alice', did: 'Token sent', status: kind === 'websocket' ? '101' : '200' },
    ]);
  });

  test('in network mode, too', async () => {
    await dock.send('binding.change', { id: bindingId, change: { mode: 'network' } });
    await page.reload();
    // Who watches hears of the change a moment later.
    await vi.waitUntil(async () => {
      await dock.send('activity.clear', {});
      await press(page, 'fetch');
      return (await rowOf(dock, '/api/pets', ({ seenBy }) => seenBy === 'both')).mode === 'network';
    }, patience);
    await bench.bringToFront();
    const about = 'fetch · network mode · seen as it left';
    const rows = await rowsWhen(bench, ([row]) => row?.about === about);
    expect(rows).toMatchObject([{ user: 'alice', did: 'Token sent', status: '200' }]);
    await dock.send('binding.change', { id: bindingId, change: { mode: 'page' } });
    await page.reload();
  });

  test('I pause it, and what came meanwhile is there when I go on', async () => {
    await bench.bringToFront();
    await click(bench, 'Pause');
    await page.bringToFront();
    await press(page, 'image');
    await bench.bringToFront();
    await sees(bench, 'Paused, 1 more');
    await sees(bench, 'No request yet.');
    await click(bench, 'Go on');
    await rowsWhen(bench, ({ length }) => length === 1);
  });

  test('I find requests by words', async () => {
    await press(page, 'image');
    await press(page, 'fetch');
    await bench.bringToFront();
    await rowsWhen(bench, areSeen(2));
    await fill(bench, { 'Find: URL, user, kind, status…': 'alice image 200' });
    await rowsWhen(bench, (rows) => rows.length === 1 && rows[0]?.about.startsWith('image') === true);
    await fill(bench, { 'Find: URL, user, kind, status…': 'bob' });
    await sees(bench, 'No request is like that.');
    await fill(bench, { 'Find: URL, user, kind, status…': ' ' });
    await rowsWhen(bench, ({ length }) => length === 2);
  });

  test('I copy one as curl, with the token only if I ask for it', async () => {
    await press(page, 'fetch');
    await bench.bringToFront();
    // Then it is drawn no more, which would close its menu.
    await rowsWhen(bench, areSeen(1));
    await click(bench, `Copy GET ${dock.api.origin}/api/pets`);
    await seesBriefly(bench, 'Copied', () => click(bench, 'curl'));
    expect(await paste(dock)).toBe(`curl '${dock.api.origin}/api/pets' \\\n  -H 'Authorization: Bearer ••••'`);
    await bench.bringToFront();
    await seesNoMore(bench, 'Copied');
    await click(bench, `Copy GET ${dock.api.origin}/api/pets`);
    await seesBriefly(bench, 'Copied', () => click(bench, 'curl with token'));
    expect(await paste(dock)).toBe(`curl '${dock.api.origin}/api/pets' \\\n  -H 'Authorization: Bearer ${token}'`);
  });

  test('I save it as a HAR file, without the token', async () => {
    await press(page, 'image');
    await bench.bringToFront();
    await rowsWhen(bench, ([row]) => row?.status === '200');
    const downloads = await startDownloads(dock);
    await click(bench, 'Export HAR');
    const text = await downloads.read('activity.har');
    expect(JSON.parse(text).log.entries).toMatchObject([
      {
        request: { method: 'GET', url: `${dock.api.origin}/api/image.png`, headers: [{ value: 'Bearer ••••' }] },
        response: { status: 200 },
        comment: expect.stringContaining('image as alice'),
      },
    ]);
    expect(text).not.toContain(token);
    await downloads.stop();
  });
});

/** So many requests, of which the browser has told all that it will. */
function areSeen(count: number) {
  return (rows: ShownRow[]) =>
    rows.length === count &&
    rows.every(({ about, status }) => /^(fetch|image) .* seen as it left$/.test(about) && status === '200');
}

test('Neither a token nor a query is kept', async () => {
  await page.bringToFront();
  await press(page, 'image');
  await bench.bringToFront();
  await rowsWhen(bench, (rows) => rows.some(({ about }) => about.startsWith('image')));
  const kept = await bench.evaluate(async () =>
    JSON.stringify(
      await (
        globalThis as unknown as { chrome: { storage: { session: { get(): Promise<object> } } } }
      ).chrome.storage.session.get(),
    ),
  );
  expect(kept).toContain('/api/image.png');
  expect(kept).not.toContain(token);
  expect(kept).not.toContain('kind=image');
});

test('The popup shows the last five of its tab', async () => {
  await page.bringToFront();
  for (const kind of ['xhr', 'fetch', 'fetch-url', 'fetch-request', 'fetch-headers', 'fetch-keepalive'])
    await press(page, kind);
  const popup = await dock.openPopup();
  await sees(popup, 'All activity');
  // The page tells of the last ones a moment later.
  await vi.waitFor(async () => {
    const lines = await popup.$$eval('.recent li', (items) => items.map(({ textContent }) => textContent));
    expect(lines).toHaveLength(5);
    for (const line of lines) expect(line).toContain('200GET /api/pets · fetch');
  }, patience);
  await seesNoMore(popup, 'No request with this token yet.');
});

test('In a tab with two users the popup says which request was the other one’s', async () => {
  const { id: tokenId } = await getToken(dock, 'bob', signInAgain(dock.server));
  const pages = [`${dock.api.origin}/*`];
  await dock.send('binding.add', { tokenId, api: [`${dock.api.origin}/api/longer*`], pages });
  await page.bringToFront();
  const popup = await dock.openPopup();
  await sees(popup, 'By a longer pattern than alice’s.');
  const lines = await popup.$$eval('.recent li', (items) => items.map(({ textContent }) => textContent));
  for (const line of lines) expect(line).toContain('alice');
  await sees(popup, 'No request with this token yet.');
});
