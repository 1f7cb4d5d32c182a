import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { click } from '../support/by-hand.ts';
import { rowOf } from './support/activity.ts';
import { patience } from './support/patience.ts';
import { sees } from './support/sees.ts';
import {
  getToken,
  openTokendock,
  signIn,
  signInWindow,
  signInWindowIsGone,
  type Tokendock,
} from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock();
  const { id: tokenId } = await getToken(dock, 'alice');
  await dock.send('binding.add', { tokenId, api: [`${dock.api.origin}/api/*`], pages: [`${dock.api.origin}/*`] });
});
afterAll(() => dock?.close());

test.each([
  [
    'a fresher or stronger sign-in (RFC 9470)',
    '/api/pets',
    { acr_values: 'gold silver', max_age: 5 },
    401,
    { acr_values: 'gold silver', max_age: '5' },
  ],
  ['more scope (RFC 6750)', '/api/whoami', { scope: 'pets:write' }, 403, { scope: 'pets:write' }],
])(
  'An API that wants %s gets its answer to the page, and the row offers such a login',
  async (_what, path, wants, status, wished) => {
    dock.api.wants = wants;
    const page = await dock.openPage(dock.api.origin);
    const before = dock.api.requests.length;
    const byFetch = await page.evaluate(async (url) => (await fetch(url)).status, path);
    expect(byFetch).toBe(status);
    expect(await rowOf(dock, path)).toMatchObject({ status, did: 'added', offer: { do: 'log_in_again', ...wished } });
    const byXhr = await page.evaluate(
      (url) =>
        new Promise((resolve) => {
          const xhr = new XMLHttpRequest();
          xhr.onload = () => resolve([xhr.status, JSON.parse(xhr.responseText).challenge]);
          xhr.open('DELETE', url);
          xhr.send();
        }),
      path,
    );
    expect(byXhr).toEqual([status, expect.stringContaining('insufficient_')]);
    expect(await rowOf(dock, path, ({ by }) => by === 'xhr')).toMatchObject({
      offer: { do: 'log_in_again', ...wished },
    });
    expect(dock.api.requests.slice(before)).toHaveLength(2);
    expect(dock.server.requests.filter(({ body }) => body.grant_type === 'refresh_token')).toEqual([]);
    await page.close();
  },
);

test.each([
  [
    'the activity',
    '/api/pets',
    { acr_values: 'gold silver', max_age: 5 },
    'signed in by gold silver',
    { acr_values: 'gold silver', max_age: '5' },
  ],
  ['the popup', '/api/whoami', { scope: 'pets:write' }, 'for the scope pets:write', { scope: /(^| )pets:write( |$)/ }],
])('One click in %s starts that login', async (where, path, wants, words, asked) => {
  dock.api.wants = wants;
  await dock.server.endSessions();
  await dock.send('activity.clear', {});
  const page = await dock.openPage(dock.api.origin);
  await page.evaluate((url) => fetch(url), path);
  await rowOf(dock, path, ({ offer }) => offer !== undefined);
  const own = await (where === 'the popup'
    ? dock.openPopup()
    : dock.openWorkbench({ tool: 'activity', view: 'setup' }));
  await sees(own, words);
  const opened = signInWindow(dock);
  await click(own, 'Log in again');
  const window = await opened;
  await signIn(window, 'alice');
  await signInWindowIsGone(dock, window);
  for (const [name, value] of Object.entries(asked)) {
    await vi.waitFor(async () => expect(await authorizeParameter(name)).toMatch(value), patience);
  }
  if ('scope' in wants) {
    const again = () => page.evaluate(async (url) => (await fetch(url)).status, path);
    await vi.waitFor(async () => expect(await again()).toBe(200), patience);
  }
  await own.close();
  await page.close();
});

/** What the last login asked the authorization endpoint for. */
async function authorizeParameter(name: string): Promise<string> {
  const [trace] = await dock.send('trace.list', { profileId: 'petstore' });
  const urls = trace?.exchanges.map(({ request }) => new URL(request.url)) ?? [];
  return urls.find(({ searchParams }) => searchParams.has('response_type'))?.searchParams.get(name) ?? '';
}
