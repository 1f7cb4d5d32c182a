import type { StoredBy04 } from '../core/stored-by-0-4.ts';
import type { Encrypted } from './sealed.ts';

type EntryBy04 = { id: string; sealed: Encrypted };

/**
 * The database as versions 0.2 to 0.4 left it (version 2): records were encrypted by the browser's own key object, and say no key's name;
 * keys lay there as the browser's objects. Those can still be read (`openDataKey`, `createRecordStore`); `resealEarlier` encrypts the
 * records anew, under a key that can be locked away, before a passphrase is set.
 */
export type SchemaBy04 = SchemaBy01 & {
  traces: EntryBy04;
  signingKeys: StoredBy04['signingKeys'];
  dpopKeys: StoredBy04['dpopKeys'];
};

/** That of version 0.1 (version 1): no traces, and no keys but the vault's. `openDatabase` makes the missing stores. */
export type SchemaBy01 = {
  profiles: EntryBy04;
  tokens: EntryBy04;
  logins: EntryBy04;
  bindings: EntryBy04;
  drafts: EntryBy04;
  keys: CryptoKey;
};
