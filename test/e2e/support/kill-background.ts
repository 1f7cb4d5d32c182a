import type { Browser } from 'puppeteer';
import { vi } from 'vitest';
import { browserName, type Tokendock } from './tokendock.ts';

/** Firefox ends a background after so many idle milliseconds, as it does everywhere after 30 seconds. */
export const shortLife = { 'extensions.background.idle.timeout': 500 };

/** Ends the background, whatever it is waiting for. Firefox has to be started with {@link shortLife}. */
export async function killBackground({ running: { browser } }: Tokendock): Promise<void> {
  if (browserName === 'firefox') return untilStopped(browser);
  const target = browser.targets().find((each) => each.type() === 'service_worker');
  if (!target) throw new Error('there is no background to kill');
  await (await target.worker())?.close();
}

/** Firefox shows it on a page of its own, which is privileged, so that it takes no selector, but a script. */
async function untilStopped(browser: Browser): Promise<void> {
  const page = await browser.newPage();
  await page.goto('about:debugging#/runtime/this-firefox', { waitUntil: [] });
  const isStopped = () => document.querySelector('.extension-backgroundscript__status--stopped') !== null;
  await vi.waitUntil(() => page.evaluate(isStopped), { timeout: 20_000 });
  await page.close();
}
