import { afterAll, beforeAll, expect, test } from 'vitest';
import { press } from './support/demo-page.ts';
import { getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock();
  const { id: tokenId } = await getToken(dock, 'alice');
  await dock.send('binding.add', { tokenId, api: [`${dock.api.origin}/api/pets*`], pages: [`${dock.api.origin}/*`] });
});
afterAll(() => dock?.close());

test('A URL that no binding names gets nothing', async () => {
  const page = await dock.openPage(dock.api.origin);
  expect(await press(page, 'image')).toEqual({ status: '401', user: undefined });
  const status = await page.evaluate(async () => (await fetch('/api/whoami')).status);
  expect(status).toBe(401);
});

test('A page that no binding names gets no header', async () => {
  const page = await dock.openPage(`http://127.0.0.1:${dock.api.port}/?api=${dock.api.origin}`);
  for (const kind of ['fetch', 'xhr', 'worker']) {
    expect(await press(page, kind)).toMatchObject({ status: '401' });
  }
});

test('A page that no binding names gets no script of ours', async () => {
  const page = await dock.openPage(`http://127.0.0.1:${dock.api.port}/`);
  const looksNative = () =>
    page.evaluate(() => [fetch.toString(), Object.getOwnPropertyNames(XMLHttpRequest.prototype.send).join(' ')]);
  const before = await looksNative();
  await page.reload();
  expect(await looksNative()).toEqual(before);
});
