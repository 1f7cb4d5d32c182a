import type { Page } from 'puppeteer';
import { writeEmptyExtension } from '../support/empty-extension.ts';
import type { Figure } from '../support/figure.ts';
import { inTurns } from '../support/in-turns.ts';
import { startPlainApi } from '../support/plain-api.ts';
import { ratios } from '../support/spread.ts';
import { openInFront, type Stage } from '../support/stage.ts';

const rounds = 50;
const heapRounds = 5;

/**
 * A page that no binding names, on a host that was not granted or was: how long it loads, and how much its scripts hold (Chromium), against a
 * browser without extensions.
 */
export async function unboundPage(stage: Stage): Promise<Figure[]> {
  const api = stage.keep(await startPlainApi());
  const empty = stage.keep(await writeEmptyExtension(stage.built));
  const browsers = {
    ours: await stage.start([stage.built]),
    granted: (await stage.withTokendock()).browser,
    none: await stage.start(),
    again: await stage.start(),
    permitted: await stage.start([empty.path]),
  };
  const pages = {
    ours: await openInFront(browsers.ours, api.origin),
    granted: await openInFront(browsers.granted, api.origin),
    none: await openInFront(browsers.none, api.origin),
    again: await openInFront(browsers.again, api.origin),
    permitted: await openInFront(browsers.permitted, api.origin),
  };
  const load = await inTurns(rounds, {
    ours: () => loadTime(pages.ours),
    granted: () => loadTime(pages.granted),
    none: () => loadTime(pages.none),
    again: () => loadTime(pages.again),
    permitted: () => loadTime(pages.permitted),
  });
  const ratio = { browser: stage.name, unit: 'ratio' } as const;
  const figures: Figure[] = [
    { ...ratio, name: 'page without binding, load', value: ratios(load.ours, load.none), atMost: 1 },
    { ...ratio, name: 'load, empty extension with the same permissions', value: ratios(load.permitted, load.none) },
    { ...ratio, name: 'page without binding, load, to that one', value: ratios(load.ours, load.permitted) },
    { ...ratio, name: 'the same, on a host that Tokendock may work on', value: ratios(load.granted, load.none) },
    { ...ratio, name: 'load, no extension against itself', value: ratios(load.again, load.none) },
  ];
  if (stage.name === 'chromium') {
    const heap = await inTurns(heapRounds, { ours: () => heapSize(pages.ours), none: () => heapSize(pages.none) });
    figures.push({
      ...ratio,
      name: 'page without binding, JS heap',
      value: ratios(heap.ours, heap.none),
      atMost: 1,
    });
  }
  for (const browser of Object.values(browsers)) await browser.close();
  return figures;
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
