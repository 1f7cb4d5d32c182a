import { activityHar } from '../../src/features/activity-har.ts';
import { activityUsers } from '../../src/features/activity-users.ts';
import { copyRequest } from '../../src/features/copy-request.ts';
import { watchActivity } from '../../src/features/watch-activity.ts';
import { activityLog } from '../../src/platform/activity-log.ts';
import { ownVersion } from '../../src/platform/own-version.ts';
import { requestWatch } from '../../src/platform/request-watch.ts';
import { freshen } from './freshen.ts';
import { ports } from './page-ports.ts';
import type { ActivityWork, Work } from './work.ts';

const later = (work: () => void, milliseconds: number) => void setTimeout(work, milliseconds);

/** All that is known of requests. */
export const activityWork: Work<ActivityWork> = {
  'activity.list': () => activityLog.list(),
  'activity.users': ({ tokenIds }) => activityUsers(tokenIds, ports),
  'activity.watch': () => watchActivity({ ...ports, activityLog, requestWatch, later }),
  'activity.clear': ({ tabId }) => activityLog.clear(tabId),
  'activity.curl': ({ row, withToken }) => copyRequest(row, withToken, ports, freshen),
  'activity.har': ({ rows }) => activityHar(rows, ownVersion(), ports),
};
