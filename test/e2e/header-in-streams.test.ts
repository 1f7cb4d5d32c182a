import { afterAll, beforeAll, expect, test } from 'vitest';
import { bindIn } from './support/bind-in.ts';
import { press } from './support/demo-page.ts';
import { modes, streams } from './support/every-kind.ts';
import { browserName, getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let tokenId: string;
beforeAll(async () => {
  dock = await openTokendock({ http2: true });
  tokenId = (await getToken(dock, 'alice')).id;
});
afterAll(() => dock?.close());

const cells = streams.flatMap((kind) => modes.map((mode) => ({ mode, ...kind, cell: kind[mode][browserName] })));

test.each(cells)(
  'In $mode mode the header goes with a body that is streamed, where streams go: $name',
  async (each) => {
    const { cell, id, mode } = each;
    await bindIn(mode, dock, { tokenId, api: [`${dock.api.origin}/api/*`], pages: [`${dock.api.origin}/*`] });
    const page = await dock.openPage(dock.api.origin);
    const before = dock.api.requests.length;
    expect(await press(page, id)).toEqual({ status: '201', user: 'alice' });
    const body = cell === 'works' ? '{"name":"Ida"}' : '[object ReadableStream]';
    expect(dock.api.requests.slice(before)).toMatchObject([{ method: 'POST', body }]);
    if (cell !== 'works') expect(cell).toContain(body);
    await page.close();
  },
);
