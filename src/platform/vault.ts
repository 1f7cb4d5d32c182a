import browser from 'webextension-polyfill';
import { Failure } from '../core/failure.ts';
import { type DataKey, openDataKey } from './data-key.ts';
import type { LastingDatabase } from './lasting-database.ts';
import type { Sealed } from './sealed.ts';
import { onShelves } from './session-shelf.ts';
import { beginLocking, endLocking, isUnlocked, lockTime } from './unlocked.ts';

/** Encrypts and decrypts records (AES-GCM). `place` is bound into each, so that records can't be swapped. */
export type Vault = {
  seal(place: string, record: unknown): Promise<Sealed>;
  /** Undefined for a record whose key was forgotten: nobody can read it any more. */
  open(place: string, sealed: Sealed): Promise<unknown>;
  isLocked(): Promise<boolean>;
  isLockable(): Promise<boolean>;
  lockAt(): Promise<number | undefined>;
  beginLock(): Promise<boolean>;
  endLock(): Promise<void>;
  recall(): void;
  wipe(): Promise<void>;
};

/** The vault of this browser profile. Each part but `recall` fails with `vault_locked` where its key is not in memory. */
export function createVault(database: LastingDatabase): Vault {
  let known: Promise<DataKey> | undefined;
  const dataKey = (): Promise<DataKey> => {
    if (known) return known;
    const opened = database.then(openDataKey);
    known = opened;
    // What is locked now is not so for ever.
    opened.catch(() => known === opened && recall());
    return opened;
  };
  const recall = () => {
    known = undefined;
  };
  return {
    async seal(place, record) {
      const { id, key } = await dataKey();
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const text = new TextEncoder().encode(JSON.stringify(record));
      return { by: id, iv, data: await crypto.subtle.encrypt(bound(place, iv), key, text) };
    },
    async open(place, { by, iv, data }) {
      // Another context may have forgotten everything, and begun anew.
      if (by !== undefined && (await dataKey()).id !== by) recall();
      const { id, key, earlier } = await dataKey();
      const own = by === undefined ? earlier : by === id ? key : undefined;
      if (!own) return undefined;
      return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(bound(place, iv), own, data)));
    },
    async isLocked() {
      try {
        if (!(await dataKey()).lockable) return false;
      } catch (error) {
        if (error instanceof Failure) return true;
        throw error;
      }
      return !(await isUnlocked());
    },
    isLockable: async () => (await dataKey()).lockable,
    lockAt: lockTime,
    beginLock: beginLocking,
    async endLock() {
      await endLocking();
      recall();
    },
    recall,
    async wipe() {
      const db = await database;
      const names = [...db.objectStoreNames];
      const transaction = db.transaction(names, 'readwrite', { durability: 'strict' });
      // All or nothing: no record is left without the key, and no key without the records.
      await Promise.all(names.map((name) => transaction.objectStore(name).clear()));
      await transaction.done;
      recall();
      // Whoever writes there now has looked at the key of before.
      await onShelves(() => browser.storage.session.clear());
      await browser.storage.local.clear();
    },
  };
}

function bound(place: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(place) };
}
