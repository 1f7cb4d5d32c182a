import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { press, speaksAs } from './support/demo-page.ts';
import { patience } from './support/patience.ts';
import { getToken, openTokendock, signInAgain, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
const ids: Record<string, string> = {};
beforeAll(async () => {
  dock = await openTokendock();
  for (const user of ['alice', 'bob']) ids[user] = (await getToken(dock, user, signInAgain(dock.server))).id;
});
afterAll(() => dock?.close());

type Extension = {
  chrome: {
    tabs: {
      query(about: object): Promise<{ id: number; windowId: number; url?: string }[]>;
      move(id: number, to: { windowId: number; index: number }): Promise<unknown>;
    };
    windows: { create(about: object): Promise<{ id: number }> };
  };
};

function tabOf(page: Page): Promise<{ id: number; windowId: number }> {
  return dock.own.evaluate(async (url) => {
    const [tab] = (await (globalThis as unknown as Extension).chrome.tabs.query({})).filter((each) => each.url === url);
    if (!tab) throw new Error(`no tab shows ${url}`);
    return { id: tab.id, windowId: tab.windowId };
  }, page.url());
}

const bind = (user: string, where: object) =>
  dock.send('binding.add', {
    tokenId: ids[user] ?? '',
    api: [`${dock.api.origin}/api/*`],
    pages: [`${dock.api.origin}/*`],
    ...where,
  });

test('A window speaks as one user, a tab in it as another, and a tab that leaves the window as nobody', async () => {
  const first = await dock.openPage(`${dock.api.origin}/?first`);
  const second = await dock.openPage(`${dock.api.origin}/?second`);
  const { windowId } = await tabOf(first);
  const { id: tabId } = await tabOf(second);
  await bind('alice', { windowId });
  await speaksAs(first, 'alice');
  await speaksAs(second, 'alice');
  await bind('bob', { tabId });
  await speaksAs(second, 'bob');
  await speaksAs(first, 'alice');
  const third = await dock.openPage(`${dock.api.origin}/?third`);
  await speaksAs(third, 'alice');
  const { id: moved } = await tabOf(third);
  const away = await dock.own.evaluate(
    (id) => (globalThis as unknown as Extension).chrome.windows.create({ tabId: id }),
    moved,
  );
  await speaksAs(third, undefined);
  await bind('bob', { windowId: away.id });
  await speaksAs(third, 'bob');
  await third.close();
  await vi.waitFor(async () => {
    expect((await dock.status()).bindings.map(({ label }) => label)).toEqual(['bob', 'alice']);
  }, patience);
  await second.close();
  await first.close();
});

test('A tab that a page opens speaks as the same user, if I said so; one that I open does not', async () => {
  for (const { id } of (await dock.status()).bindings) await dock.send('binding.remove', { id });
  const page = await dock.openPage(`${dock.api.origin}/?opener`);
  const { id: tabId } = await tabOf(page);
  await bind('alice', { tabId, handOn: true });
  const opened = dock.running.browser.waitForTarget((target) => target.url().endsWith('/?opened'));
  await page.evaluate(() => {
    const link = Object.assign(document.createElement('a'), { href: '/?opened', target: '_blank', rel: 'noopener' });
    document.body.append(link);
    link.click();
  });
  const child = await (await opened).page();
  if (!child) throw new Error('the opened tab has no page');
  await child.waitForSelector('#fetch');
  expect((await press(child, 'fetch')).user).toBe('alice');
  await speaksAs(child, 'alice');
  const mine = await dock.openPage(`${dock.api.origin}/?mine`);
  await speaksAs(mine, undefined);
  await page.close();
  await speaksAs(child, 'alice');
  await child.close();
  await vi.waitFor(async () => expect((await dock.status()).bindings).toEqual([]), patience);
});
