import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bindIn } from './support/bind-in.ts';
import { revokeToken } from './support/dead-token.ts';
import { modes } from './support/every-kind.ts';
import { attack, lootOf } from './support/hostile-page.ts';
import { getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let tokenId: string;
beforeAll(async () => {
  dock = await openTokendock();
  tokenId = (await getToken(dock, 'alice')).id;
});
afterAll(() => dock?.close());

const groups = [
  'MessagePort',
  'EventTarget',
  'Promise',
  'Headers',
  'Request',
  'Proxy',
  'Function.prototype.call',
  'JSON',
  'URL',
  'String.prototype',
  'Array.prototype',
  'Object.prototype',
  'XMLHttpRequest',
  'WeakMap and Map',
  'timers',
  'the stack',
  'Symbol.species',
];

describe.each(modes)('In %s mode', (mode) => {
  test.each(groups)('a page that patches %s, in its first script and once more, sees no token', async (group) => {
    await bindIn(mode, dock, { tokenId, api: [`${dock.api.origin}/api/*`], pages: [`${dock.api.origin}/*`] });
    // A token that the tester renewed is renewed for a page once more.
    await dock.send('token.renew', { id: tokenId });
    const page = await dock.openPage(`${dock.api.origin}/hostile.html?patch=${encodeURIComponent(group)}`);
    const first = await attack(page);
    await revokeToken(dock);
    const second = await attack(page, group);
    expect([first, second]).toEqual([allWell, allWell]);
    expect(await lootOf(page)).toEqual([]);
    await page.close();
  });
});

const allWell = [200, 200, 200, 200];
