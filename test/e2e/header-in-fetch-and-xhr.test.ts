import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bindIn } from './support/bind-in.ts';
import { press } from './support/demo-page.ts';
import { calls, modes } from './support/every-kind.ts';
import { browserName, getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let tokenId: string;
beforeAll(async () => {
  dock = await openTokendock();
  tokenId = (await getToken(dock, 'alice')).id;
});
afterAll(() => dock?.close());

test.each(['fetch', 'xhr'])('In page mode the developer tools show the header that the API gets (%s)', async (kind) => {
  await bindIn('page', dock, { tokenId, api: [`${dock.api.origin}/api/*`], pages: [`${dock.api.origin}/*`] });
  const page = await dock.openPage(dock.api.origin);
  const answered = page.waitForResponse((response) => response.url().includes('/api/pets'));
  await press(page, kind);
  // What the browser tells its developer tools of a request.
  const { authorization } = (await answered).request().headers();
  expect(authorization).toBe(dock.api.requests.at(-1)?.authorization);
  expect(authorization).toMatch(/^Bearer eyJ/);
  await page.close();
});

describe.each(modes)('In %s mode', (mode) => {
  test.each(calls)('the header reaches the API of the page’s own origin: $name', async ({ id, ...cells }) => {
    expect(cells[mode][browserName]).toBe('works');
    await bindIn(mode, dock, { tokenId, api: [`${dock.api.origin}/api/*`], pages: [`${dock.api.origin}/*`] });
    const page = await dock.openPage(dock.api.origin);
    expect(await press(page, id)).toEqual({ status: '200', user: 'alice' });
    await page.close();
  });

  test.each(['fetch', 'xhr'])('the header reaches the API of another origin (%s)', async (kind) => {
    const pageOrigin = `http://127.0.0.1:${dock.api.port}`;
    await bindIn(mode, dock, { tokenId, api: [`${dock.api.origin}/api/*`], pages: [`${pageOrigin}/*`] });
    const page = await dock.openPage(`${pageOrigin}/?api=${dock.api.origin}`);
    const before = dock.api.requests.length;
    expect(await press(page, kind)).toEqual({ status: '200', user: 'alice' });
    const preflights = dock.api.requests.slice(before).filter(({ method }) => method === 'OPTIONS');
    // As for the real client, or as if the page had written nothing.
    expect(preflights).toMatchObject(mode === 'page' ? [{ origin: pageOrigin, authorization: undefined }] : []);
    await page.close();
  });
});
