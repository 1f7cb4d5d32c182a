import { browserName, type Tokendock } from './tokendock.ts';

/** How much the browser gives to Tokendock where a test is about its end, in bytes. */
export const room = 4_000_000;

/**
 * Has the browser give Tokendock no more than `room`. Firefox is told so when it starts. Chromium asks for the limit once for a database,
 * and then for half a minute no more, so that has to be deleted: before anything else, since all is gone then.
 */
export async function limitStorage({ own, running, send }: Tokendock) {
  const session = browserName === 'chromium' ? await own.createCDPSession() : undefined;
  const origin = running.extensionOrigin;
  await session?.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: room });
  await session?.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  await send('trouble.end', {});
  return {
    /** Fills what is left with something that means nothing, to the last kilobyte. */
    fill: () => own.evaluate(fill),
    /** Makes room again. What is deleted leaves none in Chromium until it tidies up: there is more of it then. */
    async empty() {
      await session?.send('Storage.overrideQuotaForOrigin', { origin });
      if (!session) await own.evaluate(empty);
    },
  };
}

async function fill(): Promise<void> {
  const put = async (kilobytes: number): Promise<boolean> => {
    const opening = indexedDB.open('filler', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('bytes', { autoIncrement: true });
    const isOpen = new Promise<boolean>((resolve) => {
      opening.onsuccess = () => resolve(true);
      opening.onerror = () => resolve(false);
    });
    if (!(await isOpen)) return false;
    const transaction = opening.result.transaction('bytes', 'readwrite');
    const bytes = new Uint8Array(kilobytes * 1024);
    // What is all the same would be packed.
    for (let at = 0; at < bytes.length; at += 1024) crypto.getRandomValues(bytes.subarray(at, at + 1024));
    transaction.objectStore('bytes').put(bytes);
    const isKept = await new Promise<boolean>((resolve) => {
      transaction.oncomplete = () => resolve(true);
      transaction.onabort = () => resolve(false);
    });
    opening.result.close();
    return isKept;
  };
  for (const kilobytes of [256, 16, 1]) while (await put(kilobytes));
}

function empty(): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase('filler');
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
}
