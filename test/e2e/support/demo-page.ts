import type { Page } from 'puppeteer';
import { expect, vi } from 'vitest';
import { patience } from './patience.ts';

/** Presses a button of the demo page; returns what the API saw of that request. */
export async function press(page: Page, kind: string): Promise<{ status: string; user: string | undefined }> {
  await page.waitForSelector(`#${kind}`);
  // What an earlier press showed is no answer to this one.
  await page.$eval(`#${kind}-result`, (output) => output.removeAttribute('data-status'));
  await page.click(`#${kind}`);
  const result = await page.waitForSelector(`#${kind}-result[data-status]:not([data-status=pending])`);
  const seen = await result?.evaluate((element) => {
    const { dataset } = element as HTMLElement;
    return { status: dataset.status ?? '', user: dataset.user };
  });
  if (!seen) throw new Error(`the page shows nothing for ${kind}`);
  return seen;
}

/** Waits until a page's calls and images speak as this user: its scripts hear of a change a moment after the tester does. */
export async function speaksAs(page: Page, user: string | undefined): Promise<void> {
  await page.bringToFront();
  await vi.waitFor(async () => {
    expect([(await press(page, 'fetch')).user, (await press(page, 'image')).user]).toEqual([user, user]);
  }, patience);
}
