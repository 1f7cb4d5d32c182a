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
