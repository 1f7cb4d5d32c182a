import type { Database, Sealed } from './database.ts';

/** Encrypts and decrypts records (AES-GCM). `place` is bound into each, so that records can't be swapped. */
export type Vault = {
  seal(place: string, record: unknown): Promise<Sealed>;
  open(place: string, sealed: Sealed): Promise<unknown>;
};

const algorithm = 'AES-GCM';

/** The vault of this browser profile. Its key is made once, stays in the database, and can't be exported. */
export function createVault(database: Promise<Database>): Vault {
  const key = database.then(async (db) => (await db.get('keys', 'vault')) ?? makeKey(db));
  const bound = (place: string) => new TextEncoder().encode(place);
  return {
    async seal(place, record) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const text = new TextEncoder().encode(JSON.stringify(record));
      return {
        iv,
        data: await crypto.subtle.encrypt({ name: algorithm, iv, additionalData: bound(place) }, await key, text),
      };
    },
    async open(place, { iv, data }) {
      const text = await crypto.subtle.decrypt({ name: algorithm, iv, additionalData: bound(place) }, await key, data);
      return JSON.parse(new TextDecoder().decode(text));
    },
  };
}

/** Two contexts may get here at once: the first key that is stored counts for both. */
async function makeKey(database: Database): Promise<CryptoKey> {
  const fresh = await crypto.subtle.generateKey({ name: algorithm, length: 256 }, false, ['encrypt', 'decrypt']);
  const transaction = database.transaction('keys', 'readwrite');
  const stored = await transaction.store.get('vault');
  if (!stored) await transaction.store.put(fresh, 'vault');
  await transaction.done;
  return stored ?? fresh;
}
