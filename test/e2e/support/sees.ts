import type { Page } from 'puppeteer';
import { expect, vi } from 'vitest';
import { shownText } from '../../support/by-hand.ts';
import { patience } from './patience.ts';

/** Waits until the page shows these words, on however many lines. Says what it shows instead when it never does. */
export async function sees(page: Page, words: string): Promise<void> {
  await vi
    .waitUntil(async () => (await shownText(page)).includes(words), patience)
    .catch(async () => {
      throw new Error(`“${words}” is not shown, but: ${await shownText(page)}`);
    });
}

/** Does something, and waits until the page has shown these words, however soon they go again. */
export async function seesBriefly(page: Page, words: string, act: () => unknown): Promise<void> {
  const isShown = (wanted: string) => {
    // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not shown
    return document.body.innerText.replace(/\s+/g, ' ').includes(wanted);
  };
  // The page itself looks, from before it is done: this process may be late.
  const seen = page
    .waitForFunction(isShown, { polling: 'mutation', timeout: patience.timeout }, words)
    .catch(async () => {
      throw new Error(`“${words}” was not shown, but: ${await shownText(page)}`);
    });
  await Promise.all([seen, act()]);
}

/** Waits until the page no longer shows these words. */
export async function seesNoMore(page: Page, words: string): Promise<void> {
  await vi
    .waitUntil(async () => !(await shownText(page)).includes(words), patience)
    .catch(async () => {
      throw new Error(`“${words}” is still shown in: ${await shownText(page)}`);
    });
}

/** Waits until the popup shows just these profiles, in this order. */
export async function seesProfiles(popup: Page, ...names: string[]): Promise<void> {
  const read = () => popup.$$eval('h3', (headings) => headings.map(({ textContent }) => textContent));
  await vi.waitFor(async () => expect(await read()).toEqual(names), patience);
}
