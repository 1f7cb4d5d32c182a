import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

export type MemoryStore = {
  readonly adapter: AdapterFactory;
  /** Every stored record of a model, for example all grants. */
  recordsOf(model: string): AdapterPayload[];
};

type Row = { readonly model: string; readonly id: string; readonly payload: AdapterPayload };

/**
 * Where the provider keeps sessions, grants and tokens: a map that dies with the server. The provider itself refuses
 * what has expired, so nothing is swept.
 */
export function createMemoryStore(): MemoryStore {
  const rows = new Map<string, Row>();
  const find = (matches: (row: Row) => boolean) => [...rows.values()].find(matches)?.payload;

  const adapter = (model: string): Adapter => {
    const key = (id: string) => `${model}:${id}`;
    return {
      async upsert(id, payload) {
        rows.set(key(id), { model, id, payload });
      },
      async find(id) {
        return rows.get(key(id))?.payload;
      },
      async findByUserCode(userCode) {
        return find((row) => row.model === model && row.payload.userCode === userCode);
      },
      async findByUid(uid) {
        return find((row) => row.model === model && row.payload.uid === uid);
      },
      async consume(id) {
        const row = rows.get(key(id));
        if (row) row.payload.consumed = Math.floor(Date.now() / 1000);
      },
      async destroy(id) {
        rows.delete(key(id));
      },
      async revokeByGrantId(grantId) {
        for (const [rowKey, row] of rows) if (row.payload.grantId === grantId) rows.delete(rowKey);
      },
    };
  };

  return {
    adapter,
    recordsOf: (model) => [...rows.values()].filter((row) => row.model === model).map((row) => row.payload),
  };
}
