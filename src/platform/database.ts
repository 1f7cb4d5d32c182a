import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { Failure } from '../core/failure.ts';
import { later } from './later.ts';
import type { SchemaBy04 } from './schema-by-0-4.ts';
import type { Encrypted, SealedEntry } from './sealed.ts';

const firstStores = ['profiles', 'tokens', 'logins', 'bindings', 'drafts'] as const;
/** Stores of sealed records. */
export const recordStores = [...firstStores, 'traces'] as const;
export type StoreName = (typeof recordStores)[number];

/** Stores of key pairs. Up to version 0.4 they were kept as the browser's own key objects, which nothing can encrypt. */
export type KeyStoreName = 'signingKeys' | 'dpopKeys';

/**
 * The vault's key, itself encrypted: by a key of the browser that no script can read out, or by what a passphrase gives. To set, change
 * and remove the passphrase writes this one record, and no other.
 */
export type Kept = { id: string; wrapped: Encrypted } & ({ browserKey: CryptoKey } | KeptByPassphrase);

export type KeptByPassphrase = {
  /** Argon2id (RFC 9106): memory in KiB, passes, lanes. */
  cost: { m: number; t: number; p: number };
  salt: Uint8Array<ArrayBuffer>;
  /** Locked after so many minutes without use; zero: not by itself. */
  idleMinutes: number;
};

export interface Schema extends DBSchema {
  profiles: { key: string; value: SealedEntry };
  tokens: { key: string; value: SealedEntry };
  logins: { key: string; value: SealedEntry };
  bindings: { key: string; value: SealedEntry };
  drafts: { key: string; value: SealedEntry };
  traces: { key: string; value: SealedEntry };
  signingKeys: { key: string; value: SealedEntry | SchemaBy04['signingKeys'] };
  dpopKeys: { key: string; value: SealedEntry | SchemaBy04['dpopKeys'] };
  /** The vault's key. Up to version 0.4 it was the browser's, and records were encrypted by that itself. */
  keys: { key: string; value: Kept | SchemaBy04['keys'] };
}

export type Database = IDBPDatabase<Schema>;

/** How long pages of another version may take to let go of the database (milliseconds). */
const patience = 5_000;

/**
 * Opens Tokendock's database. `upgrade` is the only place that changes which stores there are. It can't change a sealed record: that gets
 * today's shape when it is read (`createRecordStore`). `onClosed` hears when the connection has ended, and whether by a deletion.
 * Fails with `storage_newer`, `storage_blocked`, or as IndexedDB says.
 */
export async function openDatabase(onClosed: (isDeleted: boolean) => void = () => undefined): Promise<Database> {
  const blocked = Promise.withResolvers<never>();
  const opening = openDB<Schema>('tokendock', 3, {
    upgrade(database, oldVersion, _newVersion, transaction) {
      // Who opens the database hears why it failed.
      transaction.done.catch(() => undefined);
      if (oldVersion < 1) {
        for (const name of firstStores) database.createObjectStore(name, { keyPath: 'id' });
        database.createObjectStore('keys');
      }
      if (oldVersion < 2) {
        for (const name of ['traces', 'signingKeys', 'dpopKeys'] as const) {
          database.createObjectStore(name, { keyPath: 'id' });
        }
      }
      // Version 3 has the same stores: earlier versions could not read what lies in them.
    },
    // A newer version wants to upgrade, or somebody to delete it: this one must not stand in the way.
    blocking(_current, wanted, event) {
      (event.target as IDBDatabase).close();
      onClosed(wanted === null);
    },
    terminated: () => onClosed(true),
    blocked: () => later(() => blocked.reject(new Failure('storage_blocked')), patience),
  });
  try {
    return await Promise.race([opening, blocked.promise]);
  } catch (error) {
    // Nobody waits for it any more.
    opening.then((database) => database.close()).catch(() => undefined);
    throw (error as Error).name === 'VersionError' ? new Failure('storage_newer') : error;
  }
}
