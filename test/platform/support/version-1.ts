import { openDB } from 'idb';
import version1 from './version-1.json' with { type: 'json' };

/** Puts on disk what version 0.1.0 itself wrote: its stores, its records as it sealed them, its key. */
export async function installVersion1(): Promise<void> {
  const { vaultKey, records } = version1;
  const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
  const database = await openDB('tokendock', 1, {
    upgrade(before) {
      for (const name of Object.keys(records)) before.createObjectStore(name, { keyPath: 'id' });
      before.createObjectStore('keys');
    },
  });
  const key = await crypto.subtle.importKey('jwk', vaultKey, 'AES-GCM', false, ['encrypt', 'decrypt']);
  await database.put('keys', key, 'vault');
  for (const [name, entries] of Object.entries(records))
    for (const { id, iv, data } of entries)
      await database.put(name, { id, sealed: { iv: bytes(iv), data: bytes(data).buffer } });
  database.close();
}
