import { activityHar } from '../../src/features/activity-har.ts';
import { activityUsers } from '../../src/features/activity-users.ts';
import { copyRequest } from '../../src/features/copy-request.ts';
import { listActivity } from '../../src/features/list-activity.ts';
import { watchActivity } from '../../src/features/watch-activity.ts';
import { activityLog } from '../../src/platform/activity-log.ts';
import { later } from '../../src/platform/later.ts';
import { ownVersion } from '../../src/platform/own-version.ts';
import { requestWatch } from '../../src/platform/request-watch.ts';
import { canWatch, haveWatched } from '../../src/platform/watch-port.ts';
import { freshen } from './freshen.ts';
import { ports } from './page-ports.ts';
import type { ActivityWork, Work } from './work.ts';

const never = new Promise<never>(() => undefined);

/** All that is known of requests. */
export const activityWork: Work<ActivityWork> = {
  'activity.list': () => listActivity({ ...ports, activityLog }),
  'activity.users': ({ tokenIds }) => activityUsers(tokenIds, ports),
  'activity.watch': () =>
    canWatch() ? watchActivity(never, { ...ports, activityLog, requestWatch, later }) : haveWatched(),
  'activity.clear': ({ tabId }) => activityLog.clear(tabId).then(ports.changes.tell),
  'activity.curl': ({ row, withToken }) => copyRequest(row, withToken, ports, freshen),
  'activity.har': ({ rows }) => activityHar(rows, ownVersion(), ports),
};
