import type { FailureRecord } from '../core/failure.ts';
import type { Ports } from '../core/ports.ts';

type Kept = Pick<Ports, (typeof stores)[number] | 'session' | 'changes'>;

const stores = ['profiles', 'tokens', 'logins', 'bindings', 'traces', 'drafts'] as const;

/** What happened to the records that were listed before: `storage_emptied` or `records_unreadable`; undefined: nothing. */
export async function storageTrouble(ports: Kept): Promise<FailureRecord | undefined> {
  if (await ports.session.wasEmptied()) return { code: 'storage_emptied', values: {} };
  const count = stores.flatMap((name) => ports[name].unreadable()).length;
  return count > 0 ? { code: 'records_unreadable', values: { count } } : undefined;
}

/** The tester has read it: records that can't be read are deleted. Nothing else ever deletes them. */
export async function endTrouble(ports: Kept): Promise<void> {
  await ports.session.setEmptied(false);
  for (const name of stores) {
    await ports[name].list();
    for (const id of ports[name].unreadable()) await ports[name].delete(id);
  }
  ports.changes.tell();
}
