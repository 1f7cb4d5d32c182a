import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { DpopKey } from '../core/dpop-key.ts';
import type { SigningKey } from '../core/signing-key.ts';

/** Encrypted text with the nonce that it was encrypted under. */
export type Sealed = { iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer };

/** What lies on disk of one record: only its key is readable. */
export type SealedEntry = { id: string; sealed: Sealed };

const firstStores = ['profiles', 'tokens', 'logins', 'bindings', 'drafts'] as const;
/** Stores of sealed records. */
export type StoreName = (typeof firstStores)[number] | 'traces';

/** Stores of keys, which are kept as keys: no script can read them out, and JSON can't hold them. */
export type KeyStoreName = 'signingKeys' | 'dpopKeys';

export interface Schema extends DBSchema {
  profiles: { key: string; value: SealedEntry };
  tokens: { key: string; value: SealedEntry };
  logins: { key: string; value: SealedEntry };
  bindings: { key: string; value: SealedEntry };
  drafts: { key: string; value: SealedEntry };
  traces: { key: string; value: SealedEntry };
  signingKeys: { key: string; value: SigningKey };
  dpopKeys: { key: string; value: DpopKey };
  /** The vault's key, which no script can read out. */
  keys: { key: string; value: CryptoKey };
}

export type Database = IDBPDatabase<Schema>;

/**
 * Opens Tokendock's database. `upgrade` is the only place that changes which stores there are. It can't change a sealed record: that gets
 * today's shape when it is read (`createRecordStore`).
 */
export function openDatabase(): Promise<Database> {
  return openDB<Schema>('tokendock', 2, {
    upgrade(database, oldVersion) {
      if (oldVersion < 1) {
        for (const name of firstStores) database.createObjectStore(name, { keyPath: 'id' });
        database.createObjectStore('keys');
      }
      if (oldVersion < 2) {
        for (const name of ['traces', 'signingKeys', 'dpopKeys'] as const) {
          database.createObjectStore(name, { keyPath: 'id' });
        }
      }
    },
    // A newer version wants to upgrade: this one must not stand in its way.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
}
