import { Failure } from '../core/failure.ts';
import { fromBase64 } from './base64.ts';
import type { Database, Kept } from './database.ts';
import { readUnlocked } from './unlocked.ts';

const algorithm = 'AES-GCM';
/** What the key is bound to, as records are to their places. */
const place = new TextEncoder().encode('keys/vault');

/** What records are sealed with. */
export type DataKey = {
  /** Stands with each record. */
  id: string;
  key: CryptoKey;
  /** What versions up to 0.4 sealed with, while the browser still has it. */
  earlier?: CryptoKey;
  /** A passphrase is set. */
  lockable: boolean;
};

/** The key of this browser profile: made when it is first asked for. Fails with `vault_locked`. */
export async function openDataKey(database: Database): Promise<DataKey> {
  const kept = await expectKept(database);
  const { id } = kept;
  if ('browserKey' in kept) {
    const bytes = await unwrap(kept.wrapped, kept.browserKey);
    return { id, key: await imported(bytes), earlier: kept.browserKey, lockable: false };
  }
  const unlocked = await readUnlocked();
  if (unlocked?.id !== id) throw new Failure('vault_locked');
  return { id, key: await imported(fromBase64(unlocked.key)), lockable: true };
}

/** The key as it lies there, locked or not: made when there is none. */
export async function expectKept(database: Database): Promise<Kept> {
  const stored = await database.get('keys', 'vault');
  return stored && 'wrapped' in stored ? stored : keepNew(database, stored);
}

/** Keeps a new key. Two contexts may get here at once: the first one that is stored counts for both. */
async function keepNew(database: Database, earlier: CryptoKey | undefined): Promise<Kept> {
  const fresh = await wrappedByBrowser(crypto.randomUUID(), crypto.getRandomValues(new Uint8Array(32)), earlier);
  const transaction = database.transaction('keys', 'readwrite');
  const stored = await transaction.store.get('vault');
  const isFirst = !stored || !('wrapped' in stored);
  if (isFirst) await transaction.store.put(fresh, 'vault');
  await transaction.done;
  return isFirst ? fresh : stored;
}

/** The key as it lies in the database without a passphrase: encrypted by one that no script can read out. */
export async function wrappedByBrowser(
  id: string,
  bytes: Uint8Array<ArrayBuffer>,
  earlier?: CryptoKey,
): Promise<Extract<Kept, { browserKey: CryptoKey }>> {
  const browserKey =
    earlier ?? (await crypto.subtle.generateKey({ name: algorithm, length: 256 }, false, ['encrypt', 'decrypt']));
  return { id, browserKey, wrapped: await wrap(bytes, browserKey) };
}

export async function wrap(bytes: Uint8Array<ArrayBuffer>, by: CryptoKey): Promise<Kept['wrapped']> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, data: await crypto.subtle.encrypt({ name: algorithm, iv, additionalData: place }, by, bytes) };
}

/** Rejects when it was wrapped by another key. */
export async function unwrap({ iv, data }: Kept['wrapped'], by: CryptoKey): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.decrypt({ name: algorithm, iv, additionalData: place }, by, data));
}

/** A key of these bytes, which no script can read out again. */
export function imported(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, algorithm, false, ['encrypt', 'decrypt']);
}
