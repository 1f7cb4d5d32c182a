import type { Browser, Page } from 'puppeteer';
import { vi } from 'vitest';
import { patience } from './patience.ts';

/** What a script of Firefox's own pages reaches; as much of it as the tests use. */
export type FirefoxGlobals = {
  Services: {
    prefs: {
      setBoolPref(name: string, value: boolean): void;
      setIntPref(name: string, value: number): void;
      setStringPref(name: string, value: string): void;
    };
    wm: { getMostRecentWindow(type: 'navigator:browser'): Window };
  };
  ChromeUtils: { importESModule(url: string): { ExtensionParent: ExtensionParent } };
  WebExtensionPolicy: { getByID(id: string): { extension: object } };
};

type ExtensionParent = {
  apiManager: { global: { browserActionFor(extension: object): { triggerAction(window: Window): Promise<void> } } };
};

/** Opens one of Firefox's own pages. It is privileged: it takes no selectors, but its scripts reach the whole browser. */
export async function openFirefoxPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ type: 'tab', background: true });
  await page.goto('about:debugging#/runtime/this-firefox', { waitUntil: [] });
  await vi.waitUntil(() => page.evaluate(() => location.protocol === 'about:' && 'Services' in globalThis), patience);
  return page;
}

/** Does something as Firefox itself. */
export async function asFirefox<Result>(browser: Browser, script: () => Result): Promise<Awaited<Result>> {
  const page = await openFirefoxPage(browser);
  try {
    return await page.evaluate(script);
  } finally {
    await page.close();
  }
}
