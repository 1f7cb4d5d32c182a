import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { frontTab } from './support/front-tab.ts';
import { patience } from './support/patience.ts';
import { browserName, getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let page: Page;
beforeAll(async () => {
  dock = await openTokendock();
  const { id: tokenId } = await getToken(dock, 'alice');
  page = await dock.openPage(dock.api.origin);
  const tabId = await frontTab(dock.own);
  const api = [`${dock.api.origin}/api/*`];
  await dock.send('binding.add', { tokenId, api, pages: [`${dock.api.origin}/*`], tabId, handOn: true });
});
afterAll(() => dock?.close());

const asked = (id: string) => dock.api.requests.filter((each) => each.id === id);

test.each(['noopener', 'opener'])(
  'The first document of a tab that a page opens waits for its user in Firefox; in Chromium the next one has it at the latest (%s)',
  async (rel) => {
    await page.bringToFront();
    const opened = dock.running.browser.waitForTarget((target) => target.url().endsWith(`id=${rel}`));
    await page.evaluate((how) => {
      const link = Object.assign(document.createElement('a'), {
        href: `/api/frame?id=${how}`,
        target: '_blank',
        rel: how,
      });
      document.body.append(link);
      link.click();
    }, rel);
    const child = await (await opened).page();
    await vi.waitUntil(() => asked(rel).length > 0, patience);
    if (browserName === 'firefox') expect(asked(rel)).toMatchObject([{ user: 'alice' }]);
    await vi.waitFor(async () => {
      await child?.reload();
      expect(asked(rel).at(-1)?.user).toBe('alice');
    }, patience);
    await child?.close();
  },
);
