import type { Page } from 'puppeteer';

/** Puts a database of this version in the place of Tokendock's, empty but for one record. */
export function replaceDatabase(page: Page, version: number): Promise<void> {
  return page.evaluate(async (version) => {
    const done = <Result>(request: IDBRequest<Result>) =>
      new Promise<Result>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    // Both in one breath: whoever hears of the deletion opens it anew.
    indexedDB.deleteDatabase('tokendock');
    const opening = indexedDB.open('tokendock', version);
    opening.onupgradeneeded = () => {
      for (const name of ['profiles', 'tokens', 'logins', 'bindings', 'drafts'])
        opening.result.createObjectStore(name, { keyPath: 'id' });
      opening.result.createObjectStore('keys');
    };
    const database = await done(opening);
    await done(
      database
        .transaction('profiles', 'readwrite')
        .objectStore('profiles')
        .put({ id: 'of another version', sealed: { iv: new Uint8Array(12), data: new ArrayBuffer(32) } }),
    );
    database.close();
  }, version);
}
