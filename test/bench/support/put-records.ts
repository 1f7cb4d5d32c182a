import type { JWK } from 'jose';
import type { Page } from 'puppeteer';
import type { Binding } from '../../../src/core/binding.ts';
import type { Profile } from '../../../src/core/profile.ts';
import { emptyDraft } from '../../../src/core/profile-draft.ts';
import type { Token } from '../../../src/core/token.ts';
import { tellBackground } from './tell-background.ts';

/** What a token is bound to, by ES256. */
export type BoundKey = { readonly id: string; readonly privateKey: JWK; readonly publicKey: JWK };

export type Records = {
  readonly profiles?: Profile[];
  readonly tokens?: Token[];
  readonly bindings?: Binding[];
  readonly dpopKeys?: BoundKey[];
};

/**
 * Puts records where the extension keeps them, sealed as it does that (`src/platform/vault.ts`): thousands are not made by hand, and
 * there is no message for all that a record can say. `page` is one of the extension's own.
 */
export async function putRecords(page: Page, records: Records): Promise<void> {
  // Then the background has begun: the database and its key are there, and what is put now is not swept away with an older session's.
  await tellBackground(page, 'draft.save', emptyDraft('none'));
  await tellBackground(page, 'draft.discard', { id: 'none' });
  await page.evaluate(async ({ dpopKeys = [], ...all }) => {
    const done = <Result>(request: IDBRequest<Result>) =>
      new Promise<Result>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open('tokendock'));
    const bytes = (text: string) => new TextEncoder().encode(text);
    const bound = (place: string, iv: BufferSource) => ({ name: 'AES-GCM', iv, additionalData: bytes(place) });
    type Kept = { id: string; browserKey: CryptoKey; wrapped: { iv: BufferSource; data: ArrayBuffer } };
    const {
      id: by,
      browserKey,
      wrapped,
    }: Kept = await done(database.transaction('keys').objectStore('keys').get('vault'));
    const raw = await crypto.subtle.decrypt(bound('keys/vault', wrapped.iv), browserKey, wrapped.data);
    const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt']);
    const seal = async (place: string, record: unknown) => {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      return { by, iv, data: await crypto.subtle.encrypt(bound(place, iv), key, bytes(JSON.stringify(record))) };
    };
    for (const [name, entries] of Object.entries(all)) {
      const sealed = await Promise.all(
        entries.map(async (entry) => ({ id: entry.id, sealed: await seal(`${name}/${entry.id}`, entry) })),
      );
      const store = database.transaction(name, 'readwrite').objectStore(name);
      await Promise.all(sealed.map((entry) => done(store.put(entry))));
    }
    const curve = { name: 'ECDSA', namedCurve: 'P-256' };
    for (const { id, privateKey, publicKey } of dpopKeys) {
      const pair = {
        id,
        privateKey: await crypto.subtle.importKey('jwk', privateKey as JsonWebKey, curve, false, ['sign']),
        publicKey: await crypto.subtle.importKey('jwk', publicKey as JsonWebKey, curve, true, ['verify']),
      };
      await done(database.transaction('dpopKeys', 'readwrite').objectStore('dpopKeys').put(pair));
    }
    database.close();
  }, records);
}
