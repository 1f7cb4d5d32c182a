import type { Browser, Page } from 'puppeteer';
import { type BrowserName, launchBrowser, type RunningBrowser } from '../../support/browsers.ts';
import { buildExtension } from '../../support/build-extension.ts';
import { startChromium } from '../../support/launch-chromium.ts';
import { startFirefox } from '../../support/launch-firefox.ts';
import { promoteHosts } from '../../support/promote-hosts.ts';

/** Where a figure is measured. */
export type Stage = {
  readonly name: BrowserName;
  /** The production build as it is, with no host granted, and with all of them. */
  readonly built: string;
  readonly extension: string;
  /** Starts a browser with Tokendock. It ends with the stage. */
  withTokendock(): Promise<RunningBrowser>;
  /** Starts the same browser with these extensions, or without any. */
  start(extensions?: readonly string[]): Promise<Browser>;
  /** Something else that ends with the stage. */
  keep<Kept extends { close(): Promise<void> }>(kept: Kept): Kept;
  close(): Promise<void>;
};

export async function openStage(name: BrowserName): Promise<Stage> {
  const built = await buildExtension(name);
  const extension = await promoteHosts(built);
  const kept: { close(): Promise<void> }[] = [{ close: extension.remove }];
  const keep: Stage['keep'] = (each) => {
    kept.unshift(each);
    return each;
  };
  return {
    name,
    built,
    extension: extension.path,
    withTokendock: async () => keep(await launchBrowser(name, { extension: extension.path })),
    async start(extensions = []) {
      if (name === 'chromium') return keep(await startChromium(extensions));
      const browser = keep(await startFirefox({}));
      for (const each of extensions) await browser.installExtension(each);
      return browser;
    },
    keep,
    async close() {
      for (const each of kept) await each.close();
    },
  };
}

/** Opens a page in front. */
export async function openInFront(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(url);
  await page.bringToFront();
  return page;
}
