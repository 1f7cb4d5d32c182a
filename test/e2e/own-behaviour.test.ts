import type { Page } from 'puppeteer';
import { describe, expect, test } from 'vitest';
import { bindIn } from './support/bind-in.ts';
import { modes } from './support/every-kind.ts';
import { ownBehaviours } from './support/own-behaviour.ts';
import { withToken } from './support/with-token.ts';

const our = withToken();

async function told(page: Page, name: string): Promise<unknown> {
  const { origin, host } = new URL(page.url());
  const url = JSON.stringify(`${origin}/api/go?status=200`);
  const text = await page.evaluate(`Promise.resolve((${ownBehaviours[name]})(${url})).then(JSON.stringify)`);
  return JSON.parse(`${text}`.replaceAll(host, 'HOST'));
}

describe.each(modes)('In %s mode a bound page finds as an unbound one', (mode) => {
  test.each(Object.keys(ownBehaviours))('%s', async (name) => {
    const api = [`${our.dock.api.origin}/*`, `${our.elsewhere}/*`];
    await bindIn(mode, our.dock, { tokenId: our.tokenId, api, pages: [`${our.dock.api.origin}/*`] });
    const bound = await our.dock.openPage(`${our.dock.api.origin}/`);
    expect(await bound.evaluate(async () => (await fetch('/api/whoami')).status)).toBe(200);
    const found = await told(bound, name);
    await bound.close();
    const unbound = await our.dock.openPage(`${our.elsewhere}/`);
    expect(found).toEqual(await told(unbound, name));
    await unbound.close();
  });
});
