import type { Store } from '../core/ports.ts';

/**
 * Changes a record as it is now, not as it was before a server was asked: what was renewed, edited or deleted meanwhile stays so. Nothing
 * is written where it is gone.
 */
export async function changeRecord<Entry extends { id: string }>(
  id: string,
  change: (now: Entry) => Entry,
  store: Pick<Store<Entry>, 'get' | 'put'>,
): Promise<void> {
  const now = await store.get(id);
  if (now) await store.put(change(now));
}
