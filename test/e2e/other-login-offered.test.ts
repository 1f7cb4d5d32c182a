import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowOf } from './support/activity.ts';
import { getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

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
  },
);
