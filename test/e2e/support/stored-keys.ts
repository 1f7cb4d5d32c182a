import type { Tokendock } from './tokendock.ts';

/** What can be read out of each private or secret key that the extension keeps. */
export function storedKeys({ own }: Tokendock): Promise<{ algorithm: string; extractable: boolean }[]> {
  return own.evaluate(async () => {
    const found: CryptoKey[] = [];
    const search = (value: unknown): void => {
      if (value instanceof CryptoKey) found.push(value);
      else if (Object.prototype.toString.call(value) === '[object Object]')
        Object.values(value as object).forEach(search);
    };
    const done = <Result>(request: IDBRequest<Result>) =>
      new Promise<Result>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames)
        for (const value of await done(database.transaction(store).objectStore(store).getAll())) search(value);
      database.close();
    }
    return found
      .filter(({ type }) => type !== 'public')
      .map(({ algorithm, extractable }) => ({ algorithm: algorithm.name, extractable }));
  });
}
