import type { Page } from 'puppeteer';
import { vi } from 'vitest';
import { asFirefox, type FirefoxGlobals } from './firefox-itself.ts';
import { patience } from './patience.ts';
import { browserName, type Tokendock } from './tokendock.ts';

/** What the toolbar button's own popup shows, and how large it is. */
export type TruePopup = { width: number; height: number; text: string };

/** Presses the toolbar button over a page in front. That also tells the extension which page it is (`activeTab`). */
export async function pressToolbarButton(dock: Tokendock, page: Page): Promise<TruePopup> {
  await page.bringToFront();
  const { browser } = dock.running;
  if (browserName === 'firefox') await asFirefox(browser, trigger);
  else for (const extension of (await browser.extensions()).values()) await extension.triggerAction(page);
  return truePopup(dock);
}

/** What it shows now, once it does. */
export function truePopup({ own }: Tokendock): Promise<TruePopup> {
  return vi.waitUntil(() => own.evaluate(readPopup), patience);
}

type Extension = { chrome: { extension: { getViews(which: { type: 'popup' }): Window[] } } };

function readPopup(): TruePopup | undefined {
  const [popup] = (globalThis as unknown as Extension).chrome.extension.getViews({ type: 'popup' });
  // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not shown
  const text = popup?.document.body?.innerText.replace(/\s+/g, ' ') ?? '';
  // It stands before the background has answered.
  return popup && / · |own pages/.test(text) ? { width: popup.innerWidth, height: popup.innerHeight, text } : undefined;
}

/** Closes it, as a click elsewhere does. */
export async function closeTruePopup({ own }: Tokendock): Promise<void> {
  await own.evaluate(() => {
    for (const popup of (globalThis as unknown as Extension).chrome.extension.getViews({ type: 'popup' }))
      popup.close();
  });
}

/** As the button's shortcut does it. */
function trigger(): Promise<void> {
  const { ChromeUtils, Services, WebExtensionPolicy } = globalThis as unknown as FirefoxGlobals;
  const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
  const { extension } = WebExtensionPolicy.getByID('tokendock@tokendock.dev');
  const button = ExtensionParent.apiManager.global.browserActionFor(extension);
  return button.triggerAction(Services.wm.getMostRecentWindow('navigator:browser'));
}
