import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { click, fill } from '../support/by-hand.ts';
import { rowsWhen } from './support/activity.ts';
import { press } from './support/demo-page.ts';
import { startDownloads } from './support/downloads.ts';
import { paste } from './support/paste.ts';
import { sees, seesNoMore } from './support/sees.ts';
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
  beforeEach(async () => {
    await bench.bringToFront();
    await click(bench, 'Clear');
    await sees(bench, 'No request yet.');
    await page.bringToFront();
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
    await press(page, 'fetch');
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
    await rowsWhen(bench, ({ length }) => length === 2);
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
    await rowsWhen(bench, ([row]) => row?.status === '200');
    await click(bench, `Copy GET ${dock.api.origin}/api/pets`);
    await click(bench, 'curl');
    await sees(bench, 'Copied');
    expect(await paste(dock)).toBe(`curl '${dock.api.origin}/api/pets' \\\n  -H 'Authorization: Bearer ••••'`);
    await bench.bringToFront();
    await click(bench, `Copy GET ${dock.api.origin}/api/pets`);
    await click(bench, 'curl with token');
    await bench.waitForFunction(() => document.querySelector('[popover]:popover-open') === null);
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
  const lines = await popup.$$eval('.recent li', (items) => items.map(({ textContent }) => textContent));
  expect(lines).toHaveLength(5);
  for (const line of lines) expect(line).toContain('200GET /api/pets · fetch');
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
