import type { Ports } from '../core/ports.ts';

/**
 * Each work of a page holds a lock of its own for as long as it takes; the browser frees it when the page is closed. One lock that all
 * share would not do: as soon as somebody waits to have it alone, every later work waits, too.
 */
const prefix = 'page work ';

/** Longer than the few requests of a work may take (milliseconds): a page that the tester holds in a debugger takes for ever. */
const patience = 180_000;

/** Does a piece of work of this page, for which whoever locks the vault waits. */
export function asPageWork<Result>(work: () => Promise<Result>): Promise<Result> {
  return navigator.locks.request(prefix + crypto.randomUUID(), work);
}

export const pageWorks: Ports['pageWorks'] = {
  async done() {
    const { held = [] } = await navigator.locks.query();
    const names = held.flatMap(({ name = '' }) => (name.startsWith(prefix) ? [name] : []));
    const signal = AbortSignal.timeout(patience);
    await Promise.allSettled(names.map((name) => navigator.locks.request(name, { signal }, () => undefined)));
    return names.length > 0;
  },
};
