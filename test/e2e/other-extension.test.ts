import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { everyMessage, unansweredNames } from '../support/every-message.ts';
import { openFirefoxPage } from './support/firefox-itself.ts';
import { patience } from './support/patience.ts';
import { browserName, getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

const otherId = 'other@tokendock.dev';

let dock: Tokendock;
let folder: string;
let page: Page;
beforeAll(async () => {
  dock = await openTokendock();
  folder = await mkdtemp(join(tmpdir(), 'other-'));
  const manifest = {
    ...{ manifest_version: 3, name: 'Other', version: '1.0' },
    host_permissions: ['<all_urls>'],
    browser_specific_settings: { gecko: { id: otherId } },
  };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'page.html'), '<!doctype html><title>Other</title>');
  const { browser } = dock.running;
  const id = await browser.installExtension(folder);
  page = await browser.newPage();
  const url = `${browserName === 'firefox' ? await firefoxOrigin() : `chrome-extension://${id}`}/page.html`;
  await page.goto(url, { waitUntil: [] });
  await page.waitForFunction((wanted) => location.href === wanted && document.readyState === 'complete', {}, url);
});
afterAll(async () => {
  await dock?.close();
  if (folder) await rm(folder, { recursive: true });
});

async function firefoxOrigin(): Promise<string> {
  const firefox = await openFirefoxPage(dock.running.browser);
  const host = await firefox.evaluate(
    (id) =>
      (
        globalThis as unknown as { WebExtensionPolicy: { getByID(id: string): { mozExtensionHostname: string } } }
      ).WebExtensionPolicy.getByID(id).mozExtensionHostname,
    otherId,
  );
  await firefox.close();
  return `moz-extension://${host}`;
}

type Runtime = {
  sendMessage(to: string, message: unknown): Promise<unknown>;
  connect(to: string, options: { name: string }): { onDisconnect: { addListener(listener: () => void): void } };
};

test('Another extension gets no answer, no port and no file, even if it may read every site', async () => {
  const { id: tokenId } = await getToken(dock, 'alice');
  const about = { profileId: 'petstore', tokenId, bindingId: 'none', url: `${dock.api.origin}/api/pets` };
  const { own, page: fromPage } = everyMessage(about);
  const unanswered = unansweredNames.map((name): [string, unknown] => [name, { id: tokenId }]);
  const { extensionOrigin } = dock.running;
  const to = browserName === 'firefox' ? 'tokendock@tokendock.dev' : new URL(extensionOrigin).host;
  const ask = async (id: string, origin: string, messages: [string, unknown][]) => {
    const { runtime } = (globalThis as unknown as { chrome: { runtime: Runtime } }).chrome;
    const answers: unknown[] = [];
    for (const [type, data] of messages) {
      const answer = await runtime.sendMessage(id, { type, data }).catch(() => undefined);
      if (answer !== undefined && answer !== null) answers.push([type, answer]);
    }
    const port = runtime.connect(id, { name: 'activity' });
    await new Promise<void>((resolve) => port.onDisconnect.addListener(resolve));
    for (const file of ['manifest.json', 'popup.html', 'background.js']) {
      const read = await fetch(`${origin}/${file}`).catch(() => undefined);
      if (read) answers.push([file, read.status]);
    }
    return answers;
  };
  expect(await page.evaluate(ask, to, extensionOrigin, [...own, ...fromPage, ...unanswered])).toEqual([]);
  await vi.waitUntil(async () => (await dock.status()).profiles[0]?.tokens[0]?.id === tokenId, patience);
});
