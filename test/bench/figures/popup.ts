import type { Page } from 'puppeteer';
import { writeEmptyExtension } from '../support/empty-extension.ts';
import type { Figure } from '../support/figure.ts';
import { inTurns } from '../support/in-turns.ts';
import { manyRecords, manyText } from '../support/many-records.ts';
import { putRecords } from '../support/put-records.ts';
import { ratios, spreadOf } from '../support/spread.ts';
import type { Stage } from '../support/stage.ts';

const rounds = 15;

/** How long the popup takes to its first picture, and to its list, empty and full, against the popup of an extension that does nothing. */
export async function popup(stage: Stage): Promise<Figure[]> {
  const empty = stage.keep(await writeEmptyExtension());
  const { browser, extensionOrigin } = await stage.withTokendock();
  const urls = {
    ours: `${extensionOrigin}/popup.html`,
    empty: `chrome-extension://${await browser.installExtension(empty.path)}/popup.html`,
  };
  const page = await browser.newPage();
  await page.evaluateOnNewDocument(watchForPictures, { list: '.card h3, .welcome h2', button: '#app > button' });

  const before = await timesOf(page, urls);
  const own = await browser.newPage();
  await own.goto(new URL('icon/16.png', urls.ours).href);
  await putRecords(own, manyRecords());
  await own.close();
  const after = await timesOf(page, urls);
  await browser.close();

  const ratio = { browser: stage.name, unit: 'ratio' } as const;
  return [
    {
      ...ratio,
      name: `popup, first paint, ${manyText}, to an empty extension’s`,
      value: ratios(after.ours, after.empty),
      atMost: 1.25,
    },
    {
      ...ratio,
      name: 'popup, first paint, no data, to an empty extension’s',
      value: ratios(before.ours, before.empty),
    },
    {
      ...ratio,
      name: `popup, list seen, ${manyText}, to the one without data`,
      value: ratios(after.list, before.list),
    },
    { browser: stage.name, unit: 'ms', name: `popup, list seen, ${manyText}`, value: spreadOf(after.list) },
    { browser: stage.name, unit: 'ms', name: 'popup, empty extension, first paint', value: spreadOf(after.empty) },
  ];
}

async function timesOf(page: Page, urls: { ours: string; empty: string }) {
  const list: number[] = [];
  const times = await inTurns(rounds, {
    async ours() {
      const seen = await open(page, urls.ours);
      list.push(seen.whole);
      return seen.first;
    },
    empty: async () => (await open(page, urls.empty)).first,
  });
  return { ...times, list: list.slice(-rounds) };
}

type Pictures = { first: number; whole: number };

async function open(page: Page, url: string): Promise<Pictures> {
  // Whatever the one before takes to go away is not this one's.
  await page.goto('about:blank');
  await page.goto(url);
  return page.evaluate(() => (globalThis as unknown as { pictures: Promise<Pictures> }).pictures);
}

/** Keeps when a page has drawn its first picture, and when it has drawn what it is opened for (ms since it began to load). */
function watchForPictures(selectors: Record<string, string>): void {
  const found = () => Object.values(selectors).some((selector) => document.querySelector(selector) !== null);
  const pictures = new Promise<Pictures>((resolve) => {
    const look = () => {
      const [paint] = performance.getEntriesByName('first-contentful-paint');
      if (!paint || !found()) return requestAnimationFrame(look);
      // Drawn with the frame that begins now.
      return requestAnimationFrame(() => resolve({ first: paint.startTime, whole: performance.now() }));
    };
    look();
  });
  Object.assign(globalThis, { pictures });
}
