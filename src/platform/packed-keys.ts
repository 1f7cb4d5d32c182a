type PackedKey = { jwk: JsonWebKey; algorithm: KeyAlgorithm; usages: KeyUsage[] };

/** A record with its key objects as JSON, which can be encrypted as text can. They must be extractable. */
export async function packKeys(entry: object): Promise<object> {
  return each(entry, async (value) => {
    if (!(value instanceof CryptoKey)) return value;
    const { algorithm, usages } = value;
    return { jwk: await crypto.subtle.exportKey('jwk', value), algorithm, usages } satisfies PackedKey;
  });
}

/** The record of before. Its private keys can sign, and no script can read them out. */
export async function unpackKeys<Entry extends object>(packed: Entry): Promise<Entry> {
  return each(packed, async (value) => {
    if (!isPacked(value)) return value;
    const { jwk, algorithm, usages } = value;
    return crypto.subtle.importKey('jwk', jwk, algorithm, jwk.d === undefined, usages);
  }) as Promise<Entry>;
}

async function each(entry: object, change: (value: unknown) => Promise<unknown>): Promise<object> {
  const changed = Object.entries(entry).map(async ([name, value]) => [name, await change(value)]);
  return Object.fromEntries(await Promise.all(changed));
}

function isPacked(value: unknown): value is PackedKey {
  return typeof value === 'object' && value !== null && 'jwk' in value && 'usages' in value;
}
