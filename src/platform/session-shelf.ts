import browser from 'webextension-polyfill';
import { fromBase64, toBase64 } from './base64.ts';
import type { KeyStoreName, StoreName } from './database.ts';
import type { SealedEntry } from './sealed.ts';

type Kept = Record<string, { by?: string; iv: string; data: string }>;

/** Does what writes to any shelf, one after the other. */
export function onShelves(work: () => Promise<void>): Promise<void> {
  return navigator.locks.request('records', work);
}

/**
 * Sealed records that never lie on disk: in `storage.session`, which ends with the browser. One entry for each store.
 */
export function createSessionShelf(name: StoreName | KeyStoreName) {
  const place = `records ${name}`;
  const read = async (): Promise<Kept> => ((await browser.storage.session.get(place))[place] ?? {}) as Kept;
  const change = (work: (all: Kept) => void | Promise<void>): Promise<void> =>
    onShelves(async () => {
      const all = await read();
      await work(all);
      await browser.storage.session.set({ [place]: all });
    });
  return {
    async has(id: string): Promise<boolean> {
      return Object.hasOwn(await read(), id);
    },
    async list(): Promise<SealedEntry[]> {
      return Object.entries(await read()).map(([id, { iv, data, ...by }]) => ({
        id,
        sealed: { ...by, iv: fromBase64(iv), data: fromBase64(data).buffer },
      }));
    },
    /** `expectCurrent` fails where everything was forgotten since the record was sealed. */
    put: ({ id, sealed: { iv, data, ...by } }: SealedEntry, expectCurrent: () => Promise<void>) =>
      change(async (all) => {
        await expectCurrent();
        all[id] = { ...by, iv: toBase64(iv), data: toBase64(new Uint8Array(data)) };
      }),
    async delete(id: string): Promise<void> {
      if (Object.hasOwn(await read(), id))
        await change((all) => {
          delete all[id];
        });
    },
    clear: () => onShelves(() => browser.storage.session.remove(place)),
  };
}
