import type { StoreName } from '../../../src/platform/database.ts';
import type { Tokendock } from './tokendock.ts';

/** Turns the bits of one byte of a record's encrypted text round, as a bad disk does. Done twice, the record is as before. */
export function damageRecord({ own }: Tokendock, store: StoreName, id: string): Promise<void> {
  return own.evaluate(
    async ({ store, id }) => {
      const done = <Result>(request: IDBRequest<Result>) =>
        new Promise<Result>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const database = await done(indexedDB.open('tokendock'));
      const records = database.transaction(store, 'readwrite').objectStore(store);
      const record: { sealed: { data: ArrayBuffer } } = await done(records.get(id));
      const bytes = new Uint8Array(record.sealed.data);
      bytes[7] = 255 ^ (bytes[7] ?? 0);
      await done(records.put(record));
      database.close();
    },
    { store, id },
  );
}
