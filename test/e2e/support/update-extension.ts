import type { Page } from 'puppeteer';
import type { RunningBrowser } from '../../support/browsers.ts';

/** Has the browser take the extension anew from its folder, where another version stands by now: an update, with its records kept. */
export async function updateExtension({ name, browser }: RunningBrowser, own: Page, path: string): Promise<void> {
  const earlier = new Set(browser.targets());
  await browser.installExtension(path);
  if (name === 'chromium')
    await browser.waitForTarget((target) => target.type() === 'service_worker' && !earlier.has(target));
  if (!own.isClosed()) await own.close();
}
