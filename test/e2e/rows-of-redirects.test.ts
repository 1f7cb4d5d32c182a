import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { untilWatched } from './support/activity.ts';
import { bindIn } from './support/bind-in.ts';
import { modes } from './support/every-kind.ts';
import { patience } from './support/patience.ts';
import { sees } from './support/sees.ts';
import { browserName, getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let tokenId: string;
let bench: Page;
beforeAll(async () => {
  dock = await openTokendock();
  tokenId = (await getToken(dock, 'alice')).id;
  bench = await dock.openWorkbench({ tool: 'activity', view: 'setup' });
});
afterAll(() => dock?.close());

const hop = (to: string) => `/api/go?status=307&to=${encodeURIComponent(to)}`;

test.each(modes)('The row of a call says of each redirect whether the token went along (%s mode)', async (mode) => {
  const { origin, port } = dock.api;
  const api = [`${origin}/api/go*`, `${origin}/api/pets*`];
  await bindIn(mode, dock, { tokenId, api, pages: [`${origin}/*`] });
  const page = await dock.openPage(origin);
  await untilWatched(dock, () => page.evaluate(() => fetch('/api/pets').then(({ ok }) => ok)));
  const abroad = `http://127.0.0.1:${port}`;
  // To where the binding names it, to where it does not, to a host that it does not know, and over that back again.
  const targets = [`${origin}/api/pets?hush=1`, `${origin}/api/whoami`, `${abroad}/api/pets?hush=2`];
  for (const to of [...targets, `${abroad}${hop(`${origin}/api/pets`)}`])
    await page.evaluate((url) => fetch(url).catch(() => undefined), hop(to));
  const rows = await vi.waitFor(async () => {
    const all = (await dock.send('activity.list', undefined)).filter(({ seenBy }) => seenBy === 'both');
    expect(all).toHaveLength(4);
    return all;
  }, patience);
  // Chromium keeps a script's header on it for the origin that it was meant for.
  const stays = mode === 'page' && browserName === 'chromium';
  expect(rows.map(({ redirects }) => redirects)).toEqual([
    [{ status: 307, url: `${origin}/api/pets`, carried: true }],
    [{ status: 307, url: `${origin}/api/whoami`, carried: stays }],
    [{ status: 307, url: `${abroad}/api/pets` }],
    [
      { status: 307, url: `${abroad}/api/go` },
      { url: `${origin}/api/pets`, carried: true },
    ],
  ]);
  await bench.bringToFront();
  await sees(bench, `307 to ${origin}/api/pets: the token went along`);
  await sees(bench, `307 to ${origin}/api/whoami: the token ${stays ? 'went along' : 'stayed behind'}`);
  await sees(bench, `307 to ${abroad}/api/pets, which no binding names`);
  await sees(bench, `then to ${origin}/api/pets: the token went along`);
  await page.close();
});
