import { afterAll, beforeAll, expect, test } from 'vitest';
import { click } from '../support/by-hand.ts';
import { rowOf } from './support/activity.ts';
import { press } from './support/demo-page.ts';
import { sees } from './support/sees.ts';
import { getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let bindingId: string;
let elsewhere: string;
beforeAll(async () => {
  dock = await openTokendock();
  elsewhere = `http://127.0.0.1:${dock.api.port}`;
  const { id: tokenId } = await getToken(dock, 'alice');
  const api = [`${dock.api.origin}/api/*`];
  bindingId = await dock.send('binding.add', { tokenId, api, pages: [`${elsewhere}/*`] });
});
afterAll(() => dock?.close());

test.each([
  ['fetch', '/api/pets'],
  ['xhr', '/api/whoami'],
])('The first call whose preflight the API refuses says so, and offers the network mode (%s)', async (kind, path) => {
  dock.api.cors = 'no-authorization';
  const page = await dock.openPage(elsewhere);
  const outcome = await page.evaluate(
    (how, url) =>
      new Promise((resolve) => {
        if (how === 'fetch')
          return fetch(url).then(
            ({ status }) => resolve(status),
            ({ name }) => resolve(name),
          );
        const xhr = new XMLHttpRequest();
        xhr.onerror = () => resolve('error');
        xhr.onload = () => resolve(xhr.status);
        xhr.open('GET', url);
        xhr.send();
      }),
    kind,
    `${dock.api.origin}${path}`,
  );
  expect(outcome).toBe(kind === 'fetch' ? 'TypeError' : 'error');
  expect(await rowOf(dock, path)).toMatchObject({
    did: 'added',
    why: 'preflight_refused',
    offer: { do: 'use_network_mode' },
  });
});

test('An API that only hides its answer, or is not there, is not said to refuse a preflight', async () => {
  dock.api.cors = 'open';
  const page = await dock.openPage(elsewhere);
  const fails = (url: string) => page.evaluate((to) => fetch(to).catch(({ name }) => name), url);
  dock.api.cors = 'hidden-answer';
  expect(await fails(`${dock.api.origin}/api/frame`)).toBe('TypeError');
  expect(await rowOf(dock, '/api/frame')).not.toHaveProperty('why');
});

test.each(['popup', 'workbench'])(
  'One click in the %s, and with the network mode the same call succeeds',
  async (where) => {
    dock.api.cors = 'no-authorization';
    await dock.send('binding.change', { id: bindingId, change: { mode: 'page' } });
    await dock.send('activity.clear', {});
    const page = await dock.openPage(`${elsewhere}/?api=${dock.api.origin}`);
    expect((await press(page, 'fetch')).user).toBeUndefined();
    await rowOf(dock, '/api/pets', ({ offer }) => offer !== undefined);
    const own =
      where === 'popup' ? await dock.openPopup() : await dock.openWorkbench({ tool: 'activity', view: 'setup' });
    await click(own, 'Use network mode');
    await sees(own, 'Network mode is on. Reload the page.');
    expect((await dock.status()).bindings.map(({ mode }) => mode)).toEqual(['network']);
    await own.close();
    await page.bringToFront();
    await page.reload();
    expect(await press(page, 'fetch')).toEqual({ status: '200', user: 'alice' });
    await page.close();
  },
);
