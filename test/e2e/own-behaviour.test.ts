import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bindIn } from './support/bind-in.ts';
import { modes } from './support/every-kind.ts';
import { ownBehaviours } from './support/own-behaviour.ts';
import { getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let tokenId: string;
let elsewhere: string;
beforeAll(async () => {
  dock = await openTokendock();
  tokenId = (await getToken(dock, 'alice')).id;
  elsewhere = `http://127.0.0.1:${dock.api.port}`;
});
afterAll(() => dock?.close());

async function told(page: Page, name: string): Promise<unknown> {
  const { origin, host } = new URL(page.url());
  const url = JSON.stringify(`${origin}/api/go?status=200`);
  const text = await page.evaluate(`Promise.resolve((${ownBehaviours[name]})(${url})).then(JSON.stringify)`);
  return JSON.parse(`${text}`.replaceAll(host, 'HOST'));
}

describe.each(modes)('In %s mode a bound page finds as an unbound one', (mode) => {
  test.each(Object.keys(ownBehaviours))('%s', async (name) => {
    const api = [`${dock.api.origin}/*`, `${elsewhere}/*`];
    await bindIn(mode, dock, { tokenId, api, pages: [`${dock.api.origin}/*`] });
    const bound = await dock.openPage(`${dock.api.origin}/`);
    expect(await bound.evaluate(async () => (await fetch('/api/whoami')).status)).toBe(200);
    const found = await told(bound, name);
    await bound.close();
    const unbound = await dock.openPage(`${elsewhere}/`);
    expect(found).toEqual(await told(unbound, name));
    await unbound.close();
  });
});
