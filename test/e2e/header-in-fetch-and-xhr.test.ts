import { afterAll, beforeAll, expect, test } from 'vitest';
import { press } from './support/demo-page.ts';
import { getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let tokenId: string;
beforeAll(async () => {
  dock = await openTokendock();
  tokenId = (await getToken(dock, 'alice')).id;
});
afterAll(() => dock?.close());

test.each(['fetch', 'xhr'])('The header reaches the API of the page’s own origin (%s)', async (kind) => {
  await dock.send('binding.add', { tokenId, api: [`${dock.api.origin}/api/*`], pages: [`${dock.api.origin}/*`] });
  const page = await dock.openPage(dock.api.origin);
  expect(await press(page, kind)).toEqual({ status: '200', user: 'alice' });
});

test.each(['fetch', 'xhr'])(
  'The header reaches the API of another origin, after a preflight as for the real client (%s)',
  async (kind) => {
    const pageOrigin = `http://127.0.0.1:${dock.api.port}`;
    await dock.send('binding.add', { tokenId, api: [`${dock.api.origin}/api/*`], pages: [`${pageOrigin}/*`] });
    const page = await dock.openPage(`${pageOrigin}/?api=${dock.api.origin}`);
    expect(await press(page, kind)).toEqual({ status: '200', user: 'alice' });
    const preflight = await dock.api.findRequest((request) => request.method === 'OPTIONS' && request.kind === kind);
    expect(preflight).toMatchObject({ origin: pageOrigin, authorization: undefined });
  },
);
