import { openDB } from 'idb';

/** All that lies on disk, as JSON: `version` is the database's, `made` is who wrote it. */
export type Stored = {
  made: string;
  version: number;
  stores: Record<string, { key?: string; value: unknown }[]>;
};

const name = 'tokendock';

/** Puts on disk what a version wrote there itself. Its keys can't be read out any more, as they couldn't then. */
export async function install({ version, stores }: Stored): Promise<void> {
  const database = await openDB(name, version, {
    upgrade(before) {
      for (const [store, entries] of Object.entries(stores))
        before.createObjectStore(store, entries.some(({ key }) => key !== undefined) ? {} : { keyPath: 'id' });
    },
  });
  for (const [store, entries] of Object.entries(stores))
    for (const { key, value } of entries) await database.put(store, await alive(value), key);
  database.close();
}

/** Reads what lies on disk. Only keys that were made extractable can be kept. */
export async function dump(made: string): Promise<Stored> {
  const database = await openDB(name);
  const stores: Stored['stores'] = {};
  for (const store of database.objectStoreNames) {
    const hasKeys = database.transaction(store).store.keyPath === null;
    const [keys, values] = await Promise.all([database.getAllKeys(store), database.getAll(store)]);
    stores[store] = await Promise.all(
      values.map(async (value, index) => ({
        ...(hasKeys && { key: String(keys[index]) }),
        value: await plain(value),
      })),
    );
  }
  const { version } = database;
  database.close();
  return { made, version, stores };
}

async function plain(value: unknown): Promise<unknown> {
  if (value instanceof CryptoKey) {
    const { type, usages, algorithm } = value;
    return { $key: await crypto.subtle.exportKey('jwk', value), type, usages, algorithm };
  }
  const kind = Object.prototype.toString.call(value);
  if (kind === '[object Uint8Array]') return { $bytes: Buffer.from(value as Uint8Array).toString('base64') };
  if (kind === '[object ArrayBuffer]') return { $buffer: Buffer.from(value as ArrayBuffer).toString('base64') };
  return eachOf(value, plain);
}

type Plain = { $key?: JsonWebKey; $bytes?: string; $buffer?: string } & Pick<
  CryptoKey,
  'type' | 'usages' | 'algorithm'
>;

async function alive(value: unknown): Promise<unknown> {
  const { $key, $bytes, $buffer, type, usages, algorithm } = (value ?? {}) as Plain;
  if ($key) return crypto.subtle.importKey('jwk', $key, algorithm, type === 'public', usages);
  if ($bytes !== undefined) return new Uint8Array(Buffer.from($bytes, 'base64'));
  if ($buffer !== undefined) return new Uint8Array(Buffer.from($buffer, 'base64')).buffer;
  return eachOf(value, alive);
}

async function eachOf(value: unknown, turn: (each: unknown) => Promise<unknown>): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map(turn));
  if (!value || typeof value !== 'object') return value;
  return Object.fromEntries(
    await Promise.all(Object.entries(value).map(async ([key, each]) => [key, await turn(each)])),
  );
}
