import type { Database } from './database.ts';
import { recordStores } from './database.ts';
import type { SealedEntry } from './sealed.ts';
import { createVault } from './vault.ts';

/**
 * Encrypts what versions up to 0.4 wrote under today's key: the key of before can't be locked away. Each record is written by itself, and can be
 * read before and after: whoever is interrupted begins anew, and finds less to do.
 */
export async function resealEarlier(database: Database): Promise<void> {
  const vault = createVault(Promise.resolve(database));
  for (const name of recordStores) {
    for (const { id, sealed } of await database.getAll(name)) {
      if (sealed.by !== undefined) continue;
      const place = `${name}/${id}`;
      const resealed = await vault.seal(place, await vault.open(place, sealed));
      const transaction = database.transaction(name, 'readwrite', { durability: 'strict' });
      const current: SealedEntry | undefined = await transaction.store.get(id);
      // Who wrote it meanwhile used today's key.
      if (current && current.sealed.by === undefined) await transaction.store.put({ id, sealed: resealed });
      await transaction.done;
    }
  }
}
