import type { ActivityRow } from '../../core/activity.ts';
import { activityText as words } from './activity-text.ts';

/** What the API answered, as far as it has. */
export function Status({ row }: { row: ActivityRow }) {
  const { redirects, seenBy, status, took } = row;
  if (status !== undefined) return <b class={status < 400 ? 'ok' : 'over'}>{status}</b>;
  if (redirects && redirects.at(-1)?.carried === undefined) return <span class="quiet">{words.sentOn}</span>;
  if (seenBy === 'browser' && took === undefined) {
    return (
      <span class="quiet" role="img" aria-label={words.onItsWayLabel}>
        {words.onItsWay}
      </span>
    );
  }
  return <b class="over">{words.noAnswer}</b>;
}
