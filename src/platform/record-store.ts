import { Failure } from '../core/failure.ts';
import type { Store } from '../core/ports.ts';
import type { Database, KeyStoreName, SealedEntry, StoreName } from './database.ts';
import type { LastingDatabase } from './lasting-database.ts';
import { createSessionShelf } from './session-shelf.ts';
import type { Vault } from './vault.ts';

/** How records of a store differ from plain ones. */
export type Shape<Entry> = {
  /**
   * Gives what lies there of an earlier version today's shape when it is read: nothing encrypted can be changed while the database is
   * upgraded, since WebCrypto's answers outlive the upgrade's transaction. It is written so the next time that it is put.
   */
  toToday?: (stored: Entry) => Entry;
  /** What of a record is no JSON, made JSON, and back. */
  pack?: (entry: Entry) => Promise<object>;
  unpack?: (packed: Entry) => Promise<Entry>;
  /** Whether it may never lie on disk. */
  isForSession?: (entry: Entry) => boolean | Promise<boolean>;
};

/** A store of encrypted records, in IndexedDB or for this session only. Fails with `storage_failed`, and with `vault_locked`. */
export function createRecordStore<Entry extends { id: string }>(
  name: StoreName | KeyStoreName,
  database: LastingDatabase,
  vault: Vault,
  { toToday, pack, unpack, isForSession }: Shape<Entry> = {},
): Store<Entry> {
  const shelf = createSessionShelf(name);
  const place = (id: string) => `${name}/${id}`;
  const open = async (entry: SealedEntry | Entry): Promise<Entry[]> => {
    if (!('sealed' in entry)) {
      // Nobody knows who put it there, unless it is a key object of an earlier version.
      if (!unpack) throw new DOMException('', 'DataError');
      // No key is had while the vault is locked.
      if (await vault.isLocked()) throw new Failure('vault_locked');
      return [entry];
    }
    const found = (await vault.open(place(entry.id), entry.sealed)) as Entry | undefined;
    if (!found) return [];
    const unpacked = unpack ? await unpack(found) : found;
    return [toToday ? toToday(unpacked) : unpacked];
  };
  // Encrypting takes its time: out of turn, a record would come back after its deletion. Readers wait too: a form that was
  // closed on its last letter is opened with it.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (write: () => Promise<void>): Promise<void> => {
    const written = last.then(() => told(write));
    last = written.catch(() => undefined);
    return written;
  };
  const onDisk = async () => (await database) as Awaited<Database>;
  let unreadable: string[] = [];
  /** One record that was damaged must not hide the others. */
  const openAll = async (entries: (SealedEntry | Entry)[]): Promise<Entry[]> => {
    const damaged: string[] = [];
    const opened = entries.map((entry) =>
      open(entry).catch((error) => {
        if (!isDamage(error)) throw error;
        damaged.push(entry.id);
        return [];
      }),
    );
    const found = (await Promise.all(opened)).flat();
    unreadable = damaged;
    return found;
  };
  /** `strict`: what a server hands out only once must be on disk when this resolves. */
  const write = async (entry: SealedEntry) => {
    const transaction = (await onDisk()).transaction(name, 'readwrite', { durability: 'strict' });
    await Promise.all([transaction.store.put(entry), transaction.done]);
  };
  return {
    get: (id) =>
      told(async () => {
        await last;
        const found =
          (await shelf.list()).find((each) => each.id === id) ??
          ((await (await onDisk()).get(name, id)) as SealedEntry | Entry | undefined);
        return found && (await open(found))[0];
      }),
    list: () =>
      told(async () => {
        await last;
        const [disk, session] = await Promise.all([
          onDisk().then((db) => db.getAll(name) as Promise<(SealedEntry | Entry)[]>),
          shelf.list(),
        ]);
        return openAll([...disk, ...session]);
      }),
    put: (entry) =>
      inTurn(async () => {
        const sealed = await vault.seal(place(entry.id), pack ? await pack(entry) : entry);
        if (await isForSession?.(entry)) {
          await shelf.put({ id: entry.id, sealed });
          await (await onDisk()).delete(name, entry.id);
          return;
        }
        await write({ id: entry.id, sealed }).catch(async (error) => {
          // Traces make way for what can't be had again.
          if (error.name !== 'QuotaExceededError' || name === 'traces') throw error;
          await (await onDisk()).clear('traces');
          await write({ id: entry.id, sealed });
        });
        await shelf.delete(entry.id);
      }),
    delete: (id) =>
      inTurn(async () => {
        await (await onDisk()).delete(name, id);
        await shelf.delete(id);
      }),
    unreadable: () => unreadable,
  };
}

/** What cipher and parser say of a record that is not what was written: its file was damaged, or somebody changed it. */
function isDamage(error: unknown): boolean {
  return ['OperationError', 'SyntaxError', 'DataError'].includes((error as Error).name);
}

async function told<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw isDamage(error)
      ? new Failure('record_unreadable')
      : new Failure('storage_failed', { reason: (error as Error).name });
  }
}
