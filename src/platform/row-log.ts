import browser from 'webextension-polyfill';
import { mostRows } from '../core/activity.ts';

/**
 * Lists of rows in `storage.session`, which ends with the browser and never lies on disk. Each is kept in blocks: a row more does not
 * write all others anew. Whoever writes holds the lock; a background that dies lets go of it.
 */
const rowsPerBlock = 100;
const blocks = mostRows / rowsPerBlock;

type Row = { id: string };

/** A later state of a row that is still in the last block takes the earlier one's place. What stands `beside` is written along. */
export async function addRows(name: string, rows: readonly Row[], beside: object = {}): Promise<void> {
  await navigator.locks.request(name, async () => {
    const { [name]: at = 0 } = await browser.storage.session.get(name);
    const key = (number: number) => `${name}/${number}`;
    let number = at as number;
    let block = ((await browser.storage.session.get(key(number)))[key(number)] ?? []) as Row[];
    const written: Record<string, unknown> = {};
    for (const row of rows) {
      block = block.filter(({ id }) => id !== row.id);
      if (block.length >= rowsPerBlock) {
        number += 1;
        block = [];
      }
      block = [...block, row];
      written[key(number)] = block;
    }
    await browser.storage.session.set({ ...beside, ...written, [name]: number });
    const old = Array.from({ length: number - (at as number) }, (_, each) => key((at as number) + each - blocks));
    if (old.length > 0) await browser.storage.session.remove(old);
  });
}

/** The oldest first. */
export async function listRows<Each extends Row>(name: string): Promise<Each[]> {
  return (await blocksOf(name)).flatMap(([, rows]) => rows as Each[]);
}

/** Forgets the rows that are not to be kept. */
export async function keepRows<Each extends Row>(name: string, isKept: (row: Each) => boolean): Promise<void> {
  await navigator.locks.request(name, async () => {
    const kept = (await blocksOf(name)).map(([key, rows]) => [key, (rows as Each[]).filter(isKept)]);
    await browser.storage.session.set(Object.fromEntries(kept));
  });
}

async function blocksOf(name: string): Promise<[string, unknown][]> {
  const number = ([key]: [string, unknown]) => Number(key.slice(name.length + 1));
  const all = Object.entries(await browser.storage.session.get());
  return all.filter(([key]) => key.startsWith(`${name}/`)).sort((a, b) => number(a) - number(b));
}
