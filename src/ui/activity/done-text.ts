import type { ActivityRow } from '../../core/activity.ts';
import { activityText } from './activity-text.ts';

/** What was done to a request, in a word or two. */
export function doneText({ did, seenBy, why }: Pick<ActivityRow, 'did' | 'seenBy' | 'why'>): string {
  const isUnsure = seenBy === 'page' && (why === 'no_answer' || why === 'reachable');
  return isUnsure ? activityText.unsure : activityText.did[did];
}
