import type { Browser } from 'puppeteer';
import { vi } from 'vitest';
import { stopWorkers } from '../../support/stop-workers.ts';
import { openFirefoxPage } from './firefox-itself.ts';
import { browserName, type Tokendock } from './tokendock.ts';

/** Ends the background, whatever it is doing or waiting for. */
export async function killBackground({ running: { browser }, own }: Tokendock): Promise<void> {
  if (browserName === 'firefox') return pressTerminate(browser);
  return stopWorkers(own);
}

/** Firefox has a button for it. */
async function pressTerminate(browser: Browser): Promise<void> {
  const page = await openFirefoxPage(browser);
  const press = () => {
    const button = document.querySelector<HTMLButtonElement>('.qa-temporary-extension-terminate-bgscript-button');
    button?.click();
    return button !== null;
  };
  const isStopped = () => document.querySelector('.extension-backgroundscript__status--stopped') !== null;
  await vi.waitUntil(() => page.evaluate(press), { timeout: 10_000 });
  await vi.waitUntil(() => page.evaluate(isStopped), { timeout: 10_000 });
  await page.close();
}
