import type { Page } from 'puppeteer';
import { stopWorkers } from '../../support/stop-workers.ts';
import { bind } from '../support/bind.ts';
import type { Figure } from '../support/figure.ts';
import { inTurns } from '../support/in-turns.ts';
import { manyRecords, manyText } from '../support/many-records.ts';
import { startPlainApi } from '../support/plain-api.ts';
import { putRecords } from '../support/put-records.ts';
import { differences, spreadOf } from '../support/spread.ts';
import { openInFront, type Stage } from '../support/stage.ts';

const rounds = 20;

/** The first call of a bound page, made before anything else in it, while the background sleeps and has to be started. */
export async function sleepingBackground(stage: Stage): Promise<Figure[]> {
  const api = stage.keep(await startPlainApi());
  const running = await stage.withTokendock();
  const setUp = await running.openExtensionPage('popup.html');
  await bind(setUp, api.origin, 'page');
  await setUp.close();
  // A page of the extension that does nothing: the background is stopped from there.
  const own = await running.openExtensionPage('icon/16.png');
  const plain = await stage.start();
  const pages = {
    with: await openInFront(running.browser, api.origin),
    none: await openInFront(plain, api.origin),
  };
  const times = await inTurns(rounds, contestants());
  await putRecords(own, manyRecords());
  const full = await inTurns(rounds, contestants());
  await running.browser.close();
  await plain.close();
  const added = { browser: stage.name, unit: 'ms' } as const;
  return [
    {
      ...added,
      name: 'first call, background asleep, added',
      value: differences(times.asleep, times.none),
      atMost: 100,
    },
    {
      ...added,
      name: `the same with ${manyText} stored`,
      value: differences(full.asleep, full.none),
      atMost: 100,
    },
    { ...added, name: 'first call, background awake, added', value: differences(times.awake, times.none) },
    { ...added, name: 'first call, no extension', value: spreadOf(times.none) },
  ];

  function contestants() {
    return {
      awake: () => firstCall(pages.with, api.origin),
      async asleep() {
        await stopWorkers(own);
        return firstCall(pages.with, api.origin);
      },
      none: () => firstCall(pages.none, api.origin),
    };
  }
}

/** Loads a page whose first script makes a call, and reads how long that took (ms). */
async function firstCall(page: Page, origin: string): Promise<number> {
  await page.bringToFront();
  await page.goto(`${origin}/calls-at-once`);
  return page.evaluate(() => (globalThis as unknown as { firstCall: Promise<number> }).firstCall);
}
