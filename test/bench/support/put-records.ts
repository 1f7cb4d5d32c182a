import type { Page } from 'puppeteer';
import type { Binding } from '../../../src/core/binding.ts';
import type { Profile } from '../../../src/core/profile.ts';
import type { Token } from '../../../src/core/token.ts';

export type Records = { readonly profiles?: Profile[]; readonly tokens?: Token[]; readonly bindings?: Binding[] };

/**
 * Puts records where the extension keeps them, sealed as it does that (`src/platform/vault.ts`): thousands are not made by hand, and
 * there is no message for all that a record can say. `page` is one of the extension's own.
 */
export async function putRecords(page: Page, records: Records): Promise<void> {
  await page.evaluate(async (all) => {
    const done = <Result>(request: IDBRequest<Result>) =>
      new Promise<Result>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open('tokendock'));
    const key: CryptoKey = await done(database.transaction('keys').objectStore('keys').get('vault'));
    const seal = async (place: string, record: unknown) => {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const bytes = (text: string) => new TextEncoder().encode(text);
      const how = { name: 'AES-GCM', iv, additionalData: bytes(place) };
      return { iv, data: await crypto.subtle.encrypt(how, key, bytes(JSON.stringify(record))) };
    };
    for (const [name, entries] of Object.entries(all)) {
      const sealed = await Promise.all(
        entries.map(async (entry) => ({ id: entry.id, sealed: await seal(`${name}/${entry.id}`, entry) })),
      );
      const store = database.transaction(name, 'readwrite').objectStore(name);
      await Promise.all(sealed.map((entry) => done(store.put(entry))));
    }
    database.close();
  }, records);
}
