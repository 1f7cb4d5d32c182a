import type { Ports } from '../../src/core/ports.ts';
import { watchActivity } from '../../src/features/watch-activity.ts';
import { activityLog } from '../../src/platform/activity-log.ts';
import { later } from '../../src/platform/later.ts';
import { requestWatch } from '../../src/platform/request-watch.ts';
import { onWatcher } from '../../src/platform/watch-port.ts';

/** Sees requests for the pages that can't. */
export function watchForPanels(ports: Ports): void {
  onWatcher((isOver) => watchActivity(isOver, { ...ports, activityLog, requestWatch, later }));
}
