import type { ReportedRow, SeenRow } from '../core/activity.ts';
import { joinActivity } from '../core/join-activity.ts';
import type { ActivityLog } from '../core/ports.ts';
import { addRows, keepRows, listRows } from './row-log.ts';

/** Both sides' rows: the background writes what pages report, the page that watches what it saw. */
export const activityLog: ActivityLog = {
  async list() {
    const [reported, seen] = await Promise.all([listRows<ReportedRow>('reported'), listRows<SeenRow>('seen')]);
    // The last state of each.
    return joinActivity(reported, [...new Map(seen.map((row) => [row.id, row])).values()]);
  },
  addSeen: (rows) => addRows('seen', rows),
  async clear(tabId) {
    const isKept = (row: ReportedRow | SeenRow) => tabId !== undefined && row.tabId !== tabId;
    await Promise.all([keepRows('reported', isKept), keepRows('seen', isKept)]);
  },
};
