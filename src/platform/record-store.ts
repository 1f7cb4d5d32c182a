import { Failure } from '../core/failure.ts';
import type { Store } from '../core/ports.ts';
import type { Database, Kept, KeyStoreName, StoreName } from './database.ts';
import type { LastingDatabase } from './lasting-database.ts';
import type { SealedEntry } from './sealed.ts';
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
  place?: (entry: Entry) => Place | Promise<Place>;
};

/** Where a record belongs. What belongs nowhere is not kept: nobody can say any more whether it may lie on disk. */
export type Place = 'disk' | 'session' | undefined;

/** `by`: the key that there was when the work began which stores this. Once everything was forgotten, such work keeps nothing any more. */
export type RecordStore<Entry extends { id: string }> = Omit<Store<Entry>, 'put' | 'change'> & {
  put(entry: Entry, by?: string): Promise<void>;
  change(id: string, change: (now: Entry) => Entry | undefined, by?: string): Promise<Entry | undefined>;
};

/** A store of encrypted records, in IndexedDB or for this session only. Fails with `storage_failed`, `vault_locked`, `forgotten_meanwhile`. */
export function createRecordStore<Entry extends { id: string }>(
  name: StoreName | KeyStoreName,
  database: LastingDatabase,
  vault: Vault,
  { toToday, pack, unpack, place = () => 'disk' }: Shape<Entry> = {},
): RecordStore<Entry> {
  const shelf = createSessionShelf(name);
  const label = (id: string) => `${name}/${id}`;
  const open = async (entry: SealedEntry | Entry): Promise<Entry[]> => {
    if (!('sealed' in entry)) {
      // Nobody knows who put it there, unless it is a key object of an earlier version.
      if (!unpack) throw new DOMException('', 'DataError');
      // No key is had while the vault is locked.
      if (await vault.isLocked()) throw new Failure('vault_locked');
      return [entry];
    }
    const found = (await vault.open(label(entry.id), entry.sealed)) as Entry | undefined;
    if (!found) return [];
    const unpacked = unpack ? await unpack(found) : found;
    return [toToday ? toToday(unpacked) : unpacked];
  };
  // Encrypting takes its time: out of turn, a record would come back after its deletion, or as it was before another window changed it. The
  // lock holds for all windows and the background; whoever dies lets go of it. Readers wait for what was written here: a form that was closed
  // on its last letter is opened with it.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(write: () => Promise<Result>): Promise<Result> => {
    const written = navigator.locks.request(name, () => told(write));
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
  /**
   * `strict`: what a server hands out only once must be on disk when this resolves. The key is looked at in the same transaction: what
   * was sealed before everything was forgotten is not written after it.
   */
  const write = async (entry: SealedEntry) => {
    const transaction = (await onDisk()).transaction([name, 'keys'], 'readwrite', { durability: 'strict' });
    expectKey(await transaction.objectStore('keys').get('vault'), entry);
    await Promise.all([transaction.objectStore(name).put(entry), transaction.done]);
  };
  /** Traces make way for what can't be had again. */
  const makingWay = (write: () => Promise<void>, isFull: (error: Error) => boolean, clear: () => Promise<void>) =>
    write().catch(async (error) => {
      if (name === 'traces' || !isFull(error)) throw error;
      await clear();
      await write();
    });
  const get = async (id: string): Promise<Entry | undefined> => {
    const found =
      (await shelf.list()).find((each) => each.id === id) ??
      ((await (await onDisk()).get(name, id)) as SealedEntry | Entry | undefined);
    return found && (await open(found))[0];
  };
  const put = async (entry: Entry, by?: string): Promise<void> => {
    const sealed = { id: entry.id, sealed: await vault.seal(label(entry.id), pack ? await pack(entry) : entry) };
    if (by !== undefined && by !== sealed.sealed.by) throw forgotten();
    const where = await place(entry);
    if (!where) return;
    if (where === 'session') {
      const isCurrent = async () => expectKey(await (await onDisk()).get('keys', 'vault'), sealed);
      // Browsers have no name of their own for a memory that is full.
      await makingWay(
        () => shelf.put(sealed, isCurrent),
        (error) => !(error instanceof Failure),
        () => createSessionShelf('traces').clear(),
      );
      await (await onDisk()).delete(name, entry.id);
      return;
    }
    await makingWay(
      () => write(sealed),
      (error) => error.name === 'QuotaExceededError',
      async () => (await onDisk()).clear('traces'),
    );
    await shelf.delete(entry.id);
  };
  const remove = async (id: string): Promise<void> => {
    await (await onDisk()).delete(name, id);
    await shelf.delete(id);
  };
  return {
    get: (id) =>
      told(async () => {
        await last;
        return get(id);
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
    put: (entry, by) => inTurn(() => put(entry, by)),
    change: (id, change, by) =>
      inTurn(async () => {
        const now = await get(id);
        const next = now && change(now);
        if (now && !next) await remove(id);
        if (next && next !== now) await put(next, by);
        return next;
      }),
    delete: (id) => inTurn(() => remove(id)),
    unreadable: () => unreadable,
  };
}

function expectKey(kept: Kept | CryptoKey | undefined, { sealed }: SealedEntry): void {
  if (!kept || !('id' in kept) || kept.id !== sealed.by) throw forgotten();
}

function forgotten(): Failure {
  return new Failure('forgotten_meanwhile');
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
