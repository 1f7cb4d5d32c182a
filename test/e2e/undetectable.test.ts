import { readdir } from 'node:fs/promises';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startDemoApi } from '../support/demo-api.ts';
import { startChromium } from '../support/launch-chromium.ts';
import { startFirefox } from '../support/launch-firefox.ts';
import { rowOf } from './support/activity.ts';
import { bindIn } from './support/bind-in.ts';
import { modes } from './support/every-kind.ts';
import { frontTab } from './support/front-tab.ts';
import { browserName, getToken, openTokendock, type Tokendock } from './support/tokendock.ts';
import { askForFile, listen, whatAPageFinds } from './support/what-a-page-finds.ts';

let dock: Tokendock;
let plain: Browser;
let tokenId: string;
let elsewhere: string;
beforeAll(async () => {
  dock = await openTokendock();
  const proxy = inject('proxy');
  plain = await (browserName === 'chromium' ? startChromium([], { proxy }) : startFirefox({}, { proxy }));
  tokenId = (await getToken(dock, 'alice')).id;
  elsewhere = `http://127.0.0.1:${dock.api.port}`;
});
afterAll(async () => {
  await plain?.close();
  await dock?.close();
});

async function open(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  await page.evaluateOnNewDocument(listen);
  await page.goto(`${elsewhere}/hostile.html`);
  await page.bringToFront();
  return page;
}

/** What the server sees of a page's call, picture and frame. */
async function headersOf(page: Page, id: string): Promise<unknown[]> {
  await page.evaluate(async (wanted) => {
    await fetch(`/api/pets?id=${wanted}`);
    const frame = Object.assign(document.createElement('iframe'), { src: `/api/frame?id=${wanted}` });
    const picture = Object.assign(new Image(), { src: `/api/image.png?id=${wanted}` });
    document.body.append(frame);
    await Promise.all(
      [frame, picture].map(
        (each) =>
          new Promise((resolve) => {
            each.onload = resolve;
            each.onerror = resolve;
          }),
      ),
    );
  }, id);
  const made = dock.api.requests.filter((each) => each.id === id);
  return made
    .map(({ path, method, headers }) => ({ path, method, ...headers }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

describe.each(modes)('While another page is bound in %s mode', (mode) => {
  const bind = () => bindIn(mode, dock, { tokenId, api: [`${dock.api.origin}/*`], pages: [`${dock.api.origin}/*`] });

  test('a page without a binding finds just what it finds in a browser without Tokendock', async () => {
    await bind();
    const [ours, theirs] = [await open(dock.running.browser), await open(plain)];
    const found = await ours.evaluate(whatAPageFinds);
    const usual = await theirs.evaluate(whatAPageFinds);
    for (const [about, each] of Object.entries(found)) expect({ [about]: each }).toEqual({ [about]: usual[about] });
    await ours.close();
    await theirs.close();
  });

  test('its server sees the same, too', async () => {
    await bind();
    const [ours, theirs] = [await open(dock.running.browser), await open(plain)];
    const seen = await headersOf(ours, `${mode}ours`);
    expect(seen).toHaveLength(3);
    const usual = JSON.stringify(await headersOf(theirs, `${mode}theirs`));
    expect(seen).toEqual(JSON.parse(usual.replaceAll(`${mode}theirs`, `${mode}ours`)));
    await ours.close();
    await theirs.close();
  });
});

type Looking = { atFirst: unknown[]; textAtFirst: string[]; stackAtFirst: string; look(): unknown[] };

/** Looks around in a page that did so in its first script; what its functions were then, and are now that its bindings are known. */
async function lookIn(browser: Browser, url: string) {
  const page = await browser.newPage();
  await page.goto(url);
  await page.bringToFront();
  const looked = await page.evaluate(async () => {
    // It waits until somebody said which bindings hold.
    await (await fetch('/page.css')).text();
    const { atFirst, textAtFirst, stackAtFirst, look } = globalThis as unknown as Looking;
    const now = look();
    const trace = (use: () => unknown) => {
      try {
        return `${use()}`;
      } catch (error) {
        return `${(error as Error).stack}`.split('\n').length;
      }
    };
    const stacks = [
      trace(() => new XMLHttpRequest().open('GET', 'http://[')),
      trace(() => new XMLHttpRequest().setRequestHeader('a b', '')),
      trace(() => XMLHttpRequest.prototype.send.call({} as never)),
      await fetch('http://[').catch((error) => `${error.stack}`.split('\n').length),
    ];
    const changed = now.map((each, index) => each !== atFirst[index]);
    return { atFirst: stackAtFirst.split('\n').length, texts: [textAtFirst, now.map(String)], changed, stacks };
  });
  // Browsers note calls a moment after their end.
  await page.waitForFunction(() => performance.getEntriesByType('resource').length > 1);
  return { ...looked, found: await page.evaluate(whatAPageFinds), page };
}

describe('A page that gets no token', () => {
  const own = () => `${dock.api.origin}/first-look.html`;
  const api = () => [`${dock.api.origin}/api/*`];
  const otherPort = () => dock.api.origin.replace(/\d+$/, '1');
  const cases: Record<string, () => Promise<unknown>> = {
    'since its binding leaves it out': () =>
      bindIn('page', dock, { tokenId, api: api(), pages: [`${dock.api.origin}/*`], notPages: [`${own()}*`] }),
    'since it is not one of those that an expression names': () =>
      bindIn('page', dock, { tokenId, api: api(), pages: ['regex:^http://localhost:\\d+/(first-user|admin)/.*$'] }),
    'since it stands in another tab': async () => {
      const page = await dock.openPage(dock.api.origin);
      const tabId = await frontTab(dock.own);
      await bindIn('page', dock, { tokenId, api: api(), pages: [`${dock.api.origin}/*`], tabId });
      return page;
    },
    'since another port of its host is bound': () =>
      bindIn('page', dock, { tokenId, api: api(), pages: [`${otherPort()}/*`] }),
  };
  /** Where browsers can’t be told to keep the scripts out of it. */
  const isIn = (why: string) => /expression|tab/.test(why) || (/port/.test(why) && browserName === 'firefox');

  test.each(Object.keys(cases))(
    '%s, finds the same functions from its first script on, and nothing else',
    async (why) => {
      await cases[why]?.();
      const ours = await lookIn(dock.running.browser, own());
      const theirs = await lookIn(plain, own());
      expect(ours.changed).not.toContain(true);
      for (const about of ['texts', 'stacks'] as const) expect(ours[about]).toEqual(theirs[about]);
      for (const [about, each] of Object.entries(ours.found))
        expect({ [about]: each }).toEqual({ [about]: theirs.found[about] });
      if (!isIn(why)) expect(ours.atFirst).toBe(theirs.atFirst);
      await ours.page.close();
      await theirs.page.close();
    },
  );
});

test('Where a page of one port is left out, the same one of another port has its token in its first call', async () => {
  const other = await startDemoApi({ issuer: dock.server.issuer });
  const left = `${dock.api.origin}/first-look.html*`;
  const pages = [`${dock.api.origin}/*`, `${other.origin}/*`];
  await bindIn('page', dock, { tokenId, api: [`${other.origin}/api/*`], pages, notPages: [left] });
  const page = await dock.openPage(`${other.origin}/first-look.html`);
  expect(await page.evaluate(async () => (await fetch('/api/whoami')).status)).toBe(200);
  // A rule could have added it, but only our script says so.
  expect(await rowOf(dock, '/api/whoami')).toMatchObject({ did: 'added', by: 'fetch' });
  await page.close();
  await other.close();
});

test('No page can tell a file of the extension from one of an extension that is not there', async () => {
  const files = await readdir(inject('extension'), { recursive: true });
  const some = files.filter((name) =>
    /^(manifest\.json|popup\.html|background\.js|icon.16\.png|content-scripts.*js|assets.popup.*css)$/.test(name),
  );
  expect(some.length).toBeGreaterThanOrEqual(6);
  const { extensionOrigin } = dock.running;
  // Nobody's: each character is another one of the same kind.
  const nobody = extensionOrigin.replace(/[^/]+$/, (id) => id.replace(/[a-p]/g, (char) => (char === 'a' ? 'b' : 'a')));
  expect(nobody).not.toBe(extensionOrigin);
  const page = await open(dock.running.browser);
  for (const name of some) {
    const found = await page.evaluate(askForFile, `${extensionOrigin}/${name}`);
    const usual = await page.evaluate(askForFile, `${nobody}/${name}`);
    // Firefox makes a worker fail at once where there is no such extension. But its address there is random, and known to no page.
    const worker = browserName === 'firefox' ? found.worker : usual.worker;
    expect({ name, ...found }).toEqual({ name, ...usual, worker });
    expect(Object.values(found).filter((each) => /^(200|opaque|basic)/.test(each))).toEqual([]);
  }
  await page.close();
});
