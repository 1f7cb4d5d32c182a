import { argon2idAsync } from '@noble/hashes/argon2.js';
import { Failure } from '../core/failure.ts';
import type { VaultView } from '../core/vault-view.ts';
import { toBase64 } from './base64.ts';
import { imported, openDataKey, unwrap, wrap, wrappedByBrowser } from './data-key.ts';
import type { Kept, KeptByPassphrase } from './database.ts';
import type { LastingDatabase } from './lasting-database.ts';
import { resealEarlier } from './reseal-earlier.ts';
import { onShelves } from './session-shelf.ts';
import { dropUnlocked, holdUnlocked, isUnlocked, keepIdle } from './unlocked.ts';

/**
 * RFC 9106's choice for where memory is scarce, and more than OWASP asks for; one lane, since scripts have only one. They stand beside
 * the key, so that they can be raised.
 */
const ownCost: KeptByPassphrase['cost'] = { m: 65_536, t: 3, p: 1 };

/** How far the derivation is, from 0 to 1. */
type Progress = (part: number) => void;

/** What the pages of Tokendock do with the passphrase. The background never sees it. */
export function createPassphrase(database: LastingDatabase, cost = ownCost) {
  /** Who writes has read before: two pages at once must not undo each other. `next` gets what lies there by then, under the same passphrase. */
  const replace = async <Before extends Kept>(before: Before, next: (stored: Before) => Kept): Promise<void> => {
    const transaction = (await database).transaction('keys', 'readwrite', { durability: 'strict' });
    const stored = await transaction.store.get('vault');
    const isSame = isSameKey(stored, before);
    if (isSame) await transaction.store.put(next(stored), 'vault');
    await transaction.done;
    if (!isSame) throw overtaken();
  };

  const readKept = async (): Promise<Kept | undefined> => {
    const stored = await (await database).get('keys', 'vault');
    return stored && 'wrapped' in stored ? stored : undefined;
  };

  const expectKept = async (): Promise<Kept & KeptByPassphrase> => {
    const kept = await readKept();
    if (!kept || !('salt' in kept)) throw new Failure('unknown', { reason: 'no passphrase is set' });
    return kept;
  };

  /** The key's bytes. Fails with `passphrase_wrong`. */
  const opened = async (kept: Kept & KeptByPassphrase, passphrase: string, progress: Progress) => {
    const by = await derived(passphrase, kept, progress);
    return unwrap(kept.wrapped, by).catch(() => {
      throw new Failure('passphrase_wrong');
    });
  };

  /**
   * Puts the key into memory, unless another window has changed the passphrase or forgotten everything meanwhile: to derive it took a
   * second. Whoever forgets everything now empties the memory after this.
   */
  const hold = (kept: Kept, bytes: Uint8Array<ArrayBuffer>): Promise<void> =>
    onShelves(async () => {
      const stored = await readKept();
      if (!isSameKey(stored, kept)) throw overtaken();
      await holdUnlocked({ id: kept.id, key: toBase64(bytes) }, 'idleMinutes' in stored ? stored.idleMinutes : 0);
    });

  const wrapped = async (
    id: string,
    bytes: Uint8Array<ArrayBuffer>,
    passphrase: string,
    progress: Progress,
  ): Promise<Omit<KeptByPassphrase & Kept, 'idleMinutes'>> => {
    const salt = crypto.getRandomValues(new Uint8Array(16));
    const by = await derived(passphrase, { cost, salt }, progress);
    return { id, wrapped: await wrap(bytes, by), cost, salt };
  };

  return {
    async read(): Promise<VaultView> {
      const kept = await readKept();
      if (!kept || !('salt' in kept)) return { isSet: false, isLocked: false, idleMinutes: 0 };
      return { isSet: true, isLocked: !(await isUnlocked()), idleMinutes: kept.idleMinutes };
    },

    async unlock(passphrase: string, progress: Progress): Promise<void> {
      const kept = await expectKept();
      await hold(kept, await opened(kept, passphrase, progress));
    },

    /** Sets the first passphrase. */
    async set(passphrase: string, progress: Progress): Promise<void> {
      const db = await database;
      await openDataKey(db);
      await resealEarlier(db);
      const kept = await readKept();
      if (!kept || !('browserKey' in kept)) throw new Failure('unknown', { reason: 'a passphrase is set already' });
      const bytes = await unwrap(kept.wrapped, kept.browserKey);
      const next = await wrapped(kept.id, bytes, passphrase, progress);
      // First, so that nobody finds it locked in between.
      await hold(kept, bytes);
      await replace(kept, () => ({ ...next, idleMinutes: 0 }));
    },

    async change(before: string, passphrase: string, progress: Progress): Promise<void> {
      const kept = await expectKept();
      const bytes = await opened(kept, before, (part) => progress(part / 2));
      const next = await wrapped(kept.id, bytes, passphrase, (part) => progress((1 + part) / 2));
      await replace(kept, ({ idleMinutes }) => ({ ...next, idleMinutes }));
    },

    async remove(passphrase: string, progress: Progress): Promise<void> {
      const kept = await expectKept();
      const bytes = await opened(kept, passphrase, progress);
      const next = await wrappedByBrowser(kept.id, bytes);
      await replace(kept, () => next);
      await dropUnlocked();
    },

    /** Zero: it is not locked by itself. */
    async setIdle(idleMinutes: number): Promise<void> {
      const kept = await expectKept();
      if (!(await isUnlocked())) throw new Failure('vault_locked');
      await replace(kept, (stored) => ({ ...stored, idleMinutes }));
      await keepIdle(idleMinutes);
    },
  };
}

/** The same letters, however a keyboard composes them, give the same key. */
async function derived(
  passphrase: string,
  { cost, salt }: Pick<KeptByPassphrase, 'cost' | 'salt'>,
  onProgress: Progress,
): Promise<CryptoKey> {
  const bytes = await argon2idAsync(passphrase.normalize('NFKC'), salt, { ...cost, dkLen: 32, onProgress });
  return imported(Uint8Array.from(bytes));
}

function overtaken(): Failure {
  return new Failure('storage_failed', { reason: 'another window changed the passphrase meanwhile' });
}

/** Whether it is kept by the same passphrase: each has its own salt, and wraps with its own `iv`. */
function isSameKey<Before extends Kept>(stored: Kept | CryptoKey | undefined, before: Before): stored is Before {
  return stored !== undefined && 'wrapped' in stored && isEqual(stored.wrapped.iv, before.wrapped.iv);
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
