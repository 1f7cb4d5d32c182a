import type { Page } from 'puppeteer';
import { vi } from 'vitest';
import type { ActivityRow } from '../../../src/core/activity.ts';
import { patience } from './patience.ts';
import type { Tokendock } from './tokendock.ts';

/** The row of the last request to a path, once it is there and `isIt`. */
export function rowOf(
  dock: Tokendock,
  path: string,
  isIt: (row: ActivityRow) => boolean = () => true,
): Promise<ActivityRow> {
  return vi.waitUntil(async () => {
    const rows = await dock.send('activity.list', undefined);
    return rows.findLast((row) => new URL(row.url).pathname === path && isIt(row));
  }, patience);
}

/**
 * Has a page call until what leaves is seen, and clears what came of that: who opens the activity, and who watches when a binding comes,
 * begins to see it a moment later. `call` makes one call of a script that a binding names.
 */
export async function untilWatched(dock: Tokendock, call: () => Promise<unknown>): Promise<void> {
  const listWhen = (areRight: (rows: ActivityRow[]) => boolean) =>
    vi.waitUntil(async () => {
      const rows = await dock.send('activity.list', undefined);
      return areRight(rows) && rows;
    }, patience);
  const isSeen = ({ seenBy }: ActivityRow) => seenBy === 'both';
  await dock.send('activity.clear', {});
  let calls = 0;
  await vi.waitUntil(async () => {
    await call();
    calls += 1;
    return (await listWhen(({ length }) => length >= calls)).some(isSeen);
  }, patience);
  // What is seen is written down a moment later still.
  await listWhen((rows) => rows.slice(rows.findIndex(isSeen)).every(isSeen));
  await dock.send('activity.clear', {});
}

/** One request as the table of activity shows it. */
export type ShownRow = { request: string; about: string; user: string; did: string; status: string };

/** The table's rows, the newest first. */
export function shownRows(page: Page): Promise<ShownRow[]> {
  return page.$$eval('.activity tbody tr', (rows) =>
    rows.map((row) => {
      const words = (selector: string) => row.querySelector(selector)?.textContent.replace(/\s+/g, ' ') ?? '';
      return {
        request: words('.of-request > :first-child'),
        about: words('.of-request > :nth-child(2)'),
        user: words('.of-user .cut'),
        did: words('.of-did'),
        status: words('.of-status'),
      };
    }),
  );
}

/** The rows, once they are as they should be. */
export async function rowsWhen(page: Page, areRight: (rows: ShownRow[]) => boolean): Promise<ShownRow[]> {
  let rows: ShownRow[] = [];
  const ready = async () => {
    rows = await shownRows(page);
    return areRight(rows);
  };
  await vi.waitUntil(ready, patience).catch(() => {
    throw new Error(`the activity shows ${JSON.stringify(rows, undefined, 1)}`);
  });
  return rows;
}
