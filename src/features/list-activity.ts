import type { ActivityRow } from '../core/activity.ts';
import { Failure } from '../core/failure.ts';
import type { ActivityLog, Ports } from '../core/ports.ts';

/** What was done to the last requests of all tabs, the oldest first: which URLs, and as whom. Fails with `vault_locked`. */
export async function listActivity(
  ports: Pick<Ports, 'vault'> & { activityLog: Pick<ActivityLog, 'list'> },
): Promise<ActivityRow[]> {
  if (await ports.vault.isLocked()) throw new Failure('vault_locked');
  return ports.activityLog.list();
}
