import type { Store } from '../core/ports.ts';
import type { Database, KeyStoreName, Schema } from './database.ts';
import { told } from './record-store.ts';

/** A store of keys in IndexedDB, kept as the browser's own key objects. Fails with `storage_failed`. */
export function createKeyStore<Name extends KeyStoreName>(
  name: Name,
  database: Promise<Database>,
): Store<Schema[Name]['value']> {
  return {
    get: (id) => told(async () => (await database).get(name, id)),
    list: () => told(async () => (await database).getAll(name)),
    put: (entry) =>
      told(async () => {
        const transaction = (await database).transaction(name, 'readwrite', { durability: 'strict' });
        await transaction.store.put(entry);
        await transaction.done;
      }),
    delete: (id) => told(async () => (await database).delete(name, id)),
  };
}
