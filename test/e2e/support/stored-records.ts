import type { Tokendock } from './tokendock.ts';

type Stored = { records: Record<string, string[]>; bytes: Record<string, string> };

/** What lies in the extension's database: the ids by store, and of each store's first record a part of its encrypted bytes. */
export function storedRecords({ own }: Tokendock): Promise<Stored> {
  return own.evaluate(async () => {
    const done = <Result>(request: IDBRequest<Result>) =>
      new Promise<Result>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const found: { records: Record<string, string[]>; bytes: Record<string, string> } = { records: {}, bytes: {} };
    const database = await done(indexedDB.open('tokendock'));
    for (const name of database.objectStoreNames) {
      const store = database.transaction(name).objectStore(name);
      const entries = (await done(store.getAll())) as { sealed?: { data: ArrayBuffer } }[];
      found.records[name] = (await done(store.getAllKeys())).map(String);
      const data = entries[0]?.sealed?.data;
      if (data) found.bytes[name] = String.fromCharCode(...new Uint8Array(data).slice(20, 44));
    }
    database.close();
    return found;
  });
}

/** What lies in the extension's other storages, by name; the session's, and the one that content scripts can read. */
export function otherStorages({ own }: Tokendock): Promise<{ session: string[]; local: string[]; page: string[] }> {
  return own.evaluate(async () => {
    type Area = { get(): Promise<Record<string, unknown>> };
    const { storage } = (globalThis as unknown as { chrome: { storage: { session: Area; local: Area } } }).chrome;
    return {
      session: Object.keys(await storage.session.get()).sort(),
      local: Object.keys(await storage.local.get()).sort(),
      page: Object.keys(localStorage),
    };
  });
}
