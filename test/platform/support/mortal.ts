import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Database } from '../../../src/platform/database.ts';

/** A page's database that works until its n-th call, as does the session's storage. `end` brings the latter back for others. */
export function mortal(database: Promise<Database>, diesAt: number) {
  let calls = 0;
  const live = () => {
    calls += 1;
    if (calls >= diesAt) throw new Error('died');
  };
  /** Every function counts, and what it gives is as mortal; so does waiting for the end of a transaction. */
  const wrap = <Thing extends object>(thing: Thing): Thing =>
    new Proxy(thing, {
      get(target, name) {
        const value = Reflect.get(target, name, target) as unknown;
        if (name === 'done') return (value as Promise<void>).then(() => live());
        if (name === 'store' || name === 'objectStore') return wrap(value as object);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]) => {
          live();
          const result = Reflect.apply(value, target, given) as unknown;
          return name === 'transaction' ? wrap(result as object) : result;
        };
      },
    });
  const { session } = fakeBrowser.storage;
  const { get, set, remove } = session;
  const mortalCall = (work: (...given: never[]) => Promise<unknown>) =>
    (async (...given: never[]) => {
      live();
      return work(...given);
    }) as never;
  Object.assign(session, { get: mortalCall(get), set: mortalCall(set), remove: mortalCall(remove) });
  return {
    database: database.then((db) => wrap(db)),
    end: () => void Object.assign(session, { get, set, remove }),
  };
}
