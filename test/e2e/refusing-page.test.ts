import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowOf } from './support/activity.ts';
import { revokeToken } from './support/dead-token.ts';
import { getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let elsewhere: string;
beforeAll(async () => {
  dock = await openTokendock();
  elsewhere = `http://127.0.0.1:${dock.api.port}`;
  const { id: tokenId } = await getToken(dock, 'alice');
  const pages = [`${dock.api.origin}/*`, `${elsewhere}/*`];
  await dock.send('binding.add', { tokenId, api: [`${dock.api.origin}/api/*`], pages });
});
afterAll(() => dock?.close());

const renewals = () => dock.server.requests.filter(({ body }) => body.grant_type === 'refresh_token').length;
const call = (url: string) => fetch(url).then(({ status }) => status);

test('A page whose service worker refuses every token has it renewed once, and takes no renewal from another page', async () => {
  const hostile = await dock.openPage(dock.api.origin);
  await hostile.evaluate(async () => {
    await navigator.serviceWorker.register('/refusing-worker.js');
    if (!navigator.serviceWorker.controller)
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
  });
  const seen: number[] = [];
  for (let round = 0; round < 3; round++) {
    await revokeToken(dock);
    seen.push(await hostile.evaluate(call, '/api/pets'));
  }
  // The first was sent again; of the others one is refused, the other is not.
  expect([seen[0], renewals()]).toEqual([200, 1]);
  expect(await rowOf(dock, '/api/pets', ({ status }) => status === 401)).toMatchObject({ why: 'just_renewed' });

  const page = await dock.openPage(elsewhere);
  const url = `${dock.api.origin}/api/whoami`;
  expect(await page.evaluate(call, url)).toBe(200);
  await revokeToken(dock);
  expect([await page.evaluate(call, url), renewals()]).toEqual([200, 2]);
});
