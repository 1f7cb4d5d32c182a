import type { Browser, Page } from 'puppeteer';
import { bind, ownHeaders } from '../support/bind.ts';
import { writeEmptyExtension } from '../support/empty-extension.ts';
import type { Figure } from '../support/figure.ts';
import { inTurns } from '../support/in-turns.ts';
import { startPlainApi } from '../support/plain-api.ts';
import { differences, ratios, spreadOf } from '../support/spread.ts';
import { openInFront, type Stage } from '../support/stage.ts';

const rounds = 30;
const calls = 40;

/**
 * A call that carries a token: put there by Tokendock in page mode and in network mode, against the page doing it itself in a browser
 * without extensions, and against one whose extension is but a rule that puts it there. Two browsers without extensions against each other
 * show how much of a figure is noise.
 */
export async function matchedFetch(stage: Stage): Promise<Figure[]> {
  const [byPage, byRule] = [stage.keep(await startPlainApi()), stage.keep(await startPlainApi())];
  const running = await stage.withTokendock();
  const own = await running.openExtensionPage('popup.html');
  await bind(own, byPage.origin, 'page');
  await bind(own, byRule.origin, 'network');
  await own.close();
  const [plain, other] = [await stage.start(), await stage.start()];
  const empty = stage.keep(await writeEmptyExtension(stage.extension));
  const permitted = await stage.start([empty.path]);
  const [header, value] = Object.entries(ownHeaders)[0] as [string, string];
  const putting = stage.keep(await writeEmptyExtension(stage.extension, { begin: byPage.origin, header, value }));
  const ruled = await stage.start([putting.path]);

  const pages = {
    page: await openInFront(running.browser, byPage.origin),
    network: await openInFront(running.browser, byRule.origin),
    none: await openInFront(plain, byPage.origin),
    again: await openInFront(other, byPage.origin),
    permitted: await openInFront(permitted, byPage.origin),
    rule: await openInFront(ruled, byPage.origin),
  };
  const times = await inTurns(rounds, {
    page: () => timeOfCall(pages.page, {}),
    network: () => timeOfCall(pages.network, {}),
    none: () => timeOfCall(pages.none, ownHeaders),
    again: () => timeOfCall(pages.again, ownHeaders),
    permitted: () => timeOfCall(pages.permitted, ownHeaders),
    rule: () => timeOfCall(pages.rule, {}),
  });
  await closeAll([running.browser, plain, other, permitted, ruled]);
  const ratio = { browser: stage.name, unit: 'ratio' } as const;
  const added = { browser: stage.name, unit: 'ms' } as const;
  return [
    { ...ratio, name: 'matched fetch, page mode', value: ratios(times.page, times.none), atMost: 1.05 },
    { ...added, name: 'matched fetch, page mode, added', value: differences(times.page, times.none), atMost: 0.1 },
    { ...ratio, name: 'matched fetch, network mode', value: ratios(times.network, times.none), atMost: 1.02 },
    { ...added, name: 'matched fetch, network mode, added', value: differences(times.network, times.none) },
    { ...ratio, name: 'fetch, empty extension with the same permissions', value: ratios(times.permitted, times.none) },
    { ...ratio, name: 'fetch, an extension that is but a rule for the header', value: ratios(times.rule, times.none) },
    { ...ratio, name: 'matched fetch, page mode, to that one', value: ratios(times.page, times.rule) },
    { ...added, name: 'matched fetch, page mode, added to that one', value: differences(times.page, times.rule) },
    { ...ratio, name: 'matched fetch, network mode, to that one', value: ratios(times.network, times.rule) },
    { ...ratio, name: 'fetch, no extension against itself', value: ratios(times.again, times.none) },
  ];
}

/** The median of many calls, one after the other (ms). */
async function timeOfCall(page: Page, headers: Record<string, string>): Promise<number> {
  await page.bringToFront();
  return spreadOf(await page.evaluate(callInSequence, { headers, calls })).median;
}

async function callInSequence(of: { headers: Record<string, string>; calls: number }): Promise<number[]> {
  // What the page's last calls left to do belongs to none of these.
  await new Promise((resolve) => setTimeout(resolve, 250));
  const times: number[] = [];
  for (let call = 0; call < of.calls; call += 1) {
    const start = performance.now();
    await (await fetch('/api/pets', { headers: of.headers })).text();
    times.push(performance.now() - start);
  }
  return times;
}

async function closeAll(browsers: readonly Browser[]): Promise<void> {
  for (const browser of browsers) await browser.close();
}
