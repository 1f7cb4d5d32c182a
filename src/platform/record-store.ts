import { Failure } from '../core/failure.ts';
import type { Store } from '../core/ports.ts';
import type { Database, SealedEntry, StoreName } from './database.ts';
import type { Vault } from './vault.ts';

/**
 * A store of encrypted records in IndexedDB. Fails with `storage_failed`. What lies there may be of an earlier version, and nothing encrypted
 * can be changed while the database is upgraded: WebCrypto's answers outlive the upgrade's transaction. So `toToday` gives each
 * record today's shape when it is read, and it is written so the next time that it is put.
 */
export function createRecordStore<Entry extends { id: string }>(
  name: StoreName,
  database: Promise<Database>,
  vault: Vault,
  toToday = (stored: Entry): Entry => stored,
): Store<Entry> {
  const place = (id: string) => `${name}/${id}`;
  const open = async ({ id, sealed }: SealedEntry) => toToday((await vault.open(place(id), sealed)) as Entry);
  // Encrypting takes its time: out of turn, a record would come back after its deletion. Readers wait too: a form that was
  // closed on its last letter is opened with it.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (write: () => Promise<void>): Promise<void> => {
    const written = last.then(() => told(write));
    last = written.catch(() => undefined);
    return written;
  };
  return {
    get: (id) =>
      told(async () => {
        await last;
        const found = await (await database).get(name, id);
        return found && open(found);
      }),
    list: () =>
      told(async () => {
        await last;
        const found = await (await database).getAll(name);
        return Promise.all(found.map(open));
      }),
    put: (entry) =>
      inTurn(async () => {
        const sealed = await vault.seal(place(entry.id), entry);
        // `strict`: what a server hands out only once must be on disk when this resolves.
        const transaction = (await database).transaction(name, 'readwrite', { durability: 'strict' });
        await transaction.store.put({ id: entry.id, sealed });
        await transaction.done;
      }),
    delete: (id) => inTurn(async () => (await database).delete(name, id)),
  };
}

export async function told<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new Failure('storage_failed', { reason: (error as Error).name });
  }
}
