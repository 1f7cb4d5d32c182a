import type { Page } from 'puppeteer';
import type { Figure } from '../support/figure.ts';
import { type Contestant, inTurns } from '../support/in-turns.ts';
import { startPlainApi } from '../support/plain-api.ts';
import { ratios } from '../support/spread.ts';
import { openInFront, type Stage } from '../support/stage.ts';

const rounds = 40;

/** A page that no binding names: how long it loads, and how much its scripts hold (Chromium), against a browser without extensions. */
export async function unboundPage(stage: Stage): Promise<Figure[]> {
  const api = stage.keep(await startPlainApi());
  const running = await stage.withTokendock();
  const browsers = { with: running.browser, none: await stage.without(), again: await stage.without() };
  const pages = {
    with: await openInFront(browsers.with, api.origin),
    none: await openInFront(browsers.none, api.origin),
    again: await openInFront(browsers.again, api.origin),
  };
  const eachPage = (work: (page: Page) => Promise<number>): Record<keyof typeof pages, Contestant> => ({
    with: () => work(pages.with),
    none: () => work(pages.none),
    again: () => work(pages.again),
  });
  const load = await inTurns(rounds, eachPage(loadTime));
  const heap = stage.name === 'chromium' ? await inTurns(5, eachPage(heapSize)) : undefined;
  for (const browser of Object.values(browsers)) await browser.close();
  const ratio = { browser: stage.name, unit: 'ratio' } as const;
  return [
    { ...ratio, name: 'page without binding, load', value: ratios(load.with, load.none), atMost: 1 },
    { ...ratio, name: 'load, no extension against itself', value: ratios(load.again, load.none) },
    ...(heap
      ? [{ ...ratio, name: 'page without binding, JS heap', value: ratios(heap.with, heap.none), atMost: 1 }]
      : []),
  ];
}

/** From the start of the navigation to the end of `load` (ms). */
async function loadTime(page: Page): Promise<number> {
  await page.bringToFront();
  await page.reload();
  return page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation');
    return (navigation as PerformanceNavigationTiming).loadEventEnd;
  });
}

/** What scripts hold when nothing is left to collect (bytes). */
async function heapSize(page: Page): Promise<number> {
  await page.reload();
  const session = await page.createCDPSession();
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}
