import { readdir } from 'node:fs/promises';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startChromium } from '../support/launch-chromium.ts';
import { startFirefox } from '../support/launch-firefox.ts';
import { bindIn } from './support/bind-in.ts';
import { modes } from './support/every-kind.ts';
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
