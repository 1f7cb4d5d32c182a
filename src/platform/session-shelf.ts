import browser from 'webextension-polyfill';
import { fromBase64, toBase64 } from './base64.ts';
import type { KeyStoreName, SealedEntry, StoreName } from './database.ts';

type Kept = Record<string, { by?: string; iv: string; data: string }>;

/**
 * Sealed records that never lie on disk: in `storage.session`, which ends with the browser. One entry for each store. Whoever writes
 * holds the lock.
 */
export function createSessionShelf(name: StoreName | KeyStoreName) {
  const place = `records ${name}`;
  const read = async (): Promise<Kept> => ((await browser.storage.session.get(place))[place] ?? {}) as Kept;
  const change = (work: (all: Kept) => void): Promise<void> =>
    navigator.locks.request(place, async () => {
      const all = await read();
      work(all);
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
    put: ({ id, sealed: { iv, data, ...by } }: SealedEntry) =>
      change((all) => {
        all[id] = { ...by, iv: toBase64(iv), data: toBase64(new Uint8Array(data)) };
      }),
    async delete(id: string): Promise<void> {
      if (Object.hasOwn(await read(), id))
        await change((all) => {
          delete all[id];
        });
    },
  };
}
