import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DemoRequest } from '../support/demo-api/request-book.ts';
import { bindIn } from './support/bind-in.ts';
import { press } from './support/demo-page.ts';
import { type Kind, modes, others } from './support/every-kind.ts';
import { frontTab } from './support/front-tab.ts';
import { browserName, getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let page: Page;
let tokenId: string;
beforeAll(async () => {
  dock = await openTokendock();
  tokenId = (await getToken(dock, 'alice')).id;
});
afterAll(() => dock?.close());

/** What the API saw of a request that takes the page with it, or not. */
async function made({ id }: Kind): Promise<Pick<DemoRequest, 'user'> & { status: string }> {
  if (id !== 'link' && id !== 'form') return press(page, id);
  const earlier = new Set(dock.api.requests);
  await Promise.all([page.waitForNavigation(), page.click(`#${id}`)]);
  const { status, user } = await dock.api.findRequest((each) => !earlier.has(each) && each.kind === id);
  await page.goto(dock.api.origin);
  return { status: String(status), user };
}

describe.each(modes)('In %s mode', (mode) => {
  beforeAll(async () => {
    await bindIn(mode, dock, { tokenId, api: [`${dock.api.origin}/api/*`], pages: [`${dock.api.origin}/*`] });
    page = await dock.openPage(dock.api.origin);
  });

  test.each(others)('the header reaches the API in requests that no page script makes: $name', async (kind) => {
    expect(kind[mode][browserName]).toBe('works');
    expect(await made(kind)).toEqual({ status: kind.id === 'websocket' ? '101' : '200', user: 'alice' });
  });
});

test.each(['shared-worker', 'service-worker'])(
  'A token of this tab goes with no request of what belongs to no tab: %s',
  async (kind) => {
    page = await dock.openPage(dock.api.origin);
    const tabId = await frontTab(dock.own);
    const api = [`${dock.api.origin}/api/*`];
    await bindIn('page', dock, {
      tokenId,
      api,
      pages: [`${dock.api.origin}/*`],
      tabId,
    });
    await page.reload();
    expect(await press(page, 'fetch')).toEqual({ status: '200', user: 'alice' });
    expect(await press(page, kind)).toEqual({ status: '401', user: undefined });
  },
);
