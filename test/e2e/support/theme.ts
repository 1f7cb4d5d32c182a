import type { Browser, Page } from 'puppeteer';
import { vi } from 'vitest';
import { type FirefoxGlobals, openFirefoxPage } from './firefox-itself.ts';
import { patience } from './patience.ts';
import { browserName } from './tokendock.ts';

export type Theme = 'light' | 'dark';

/** Lets a page see that the user wants it light or dark. */
export async function showIn(theme: Theme, page: Page): Promise<void> {
  if (browserName === 'firefox') await setPreference(page.browser(), theme);
  else await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
  const isShown = (wanted: string) => matchMedia(`(prefers-color-scheme: ${wanted})`).matches;
  await vi.waitUntil(() => page.evaluate(isShown, theme), patience);
}

/** Firefox can't emulate it; it has a preference that all pages follow at once. */
async function setPreference(browser: Browser, theme: Theme): Promise<void> {
  const page = await openFirefoxPage(browser);
  await page.evaluate(
    (value) => {
      const { Services } = globalThis as unknown as FirefoxGlobals;
      Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', value);
    },
    theme === 'dark' ? 0 : 1,
  );
  await page.close();
}
