import type { ActivityRow } from '../../core/activity.ts';
import type { ActivityUser } from '../../messages.ts';
import { activityText } from './activity-text.ts';
import { doneText } from './done-text.ts';

/** Whether a row has each of the words somewhere: in its URL, method, kind, user, status, or in what was done. */
export function matchesQuery(row: ActivityRow, user: ActivityUser | undefined, query: string): boolean {
  const { by, method, mode, status, url, why } = row;
  const texts = [
    ...[method, url, status, user?.label, user?.profileName],
    ...[activityText.by[by ?? 'call'], activityText.mode[mode], doneText(row), why && activityText.why[why]],
  ];
  const all = texts.join(' ').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
