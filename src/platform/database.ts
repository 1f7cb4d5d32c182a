import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** Encrypted text with the nonce that it was encrypted under. */
export type Sealed = { iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer };

/** What lies on disk of one record: only its key is readable. */
export type SealedEntry = { id: string; sealed: Sealed };

export const storeNames = ['profiles', 'tokens', 'logins', 'bindings', 'drafts'] as const;
export type StoreName = (typeof storeNames)[number];

export interface Schema extends DBSchema {
  profiles: { key: string; value: SealedEntry };
  tokens: { key: string; value: SealedEntry };
  logins: { key: string; value: SealedEntry };
  bindings: { key: string; value: SealedEntry };
  drafts: { key: string; value: SealedEntry };
  /** The vault's key, which no script can read out. */
  keys: { key: string; value: CryptoKey };
}

export type Database = IDBPDatabase<Schema>;

/** Opens Tokendock's database. `upgrade` is the only place that changes its shape. */
export function openDatabase(): Promise<Database> {
  return openDB<Schema>('tokendock', 1, {
    upgrade(database, oldVersion) {
      if (oldVersion < 1) {
        for (const name of storeNames) database.createObjectStore(name, { keyPath: 'id' });
        database.createObjectStore('keys');
      }
    },
    // A newer version wants to upgrade: this one must not stand in its way.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
}
