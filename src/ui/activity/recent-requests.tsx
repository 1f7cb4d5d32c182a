import { useEffect } from 'preact/hooks';
import type { ActivityRow } from '../../core/activity.ts';
import { benchLink } from '../bench-link.ts';
import { type ActivityList, createActivity } from '../models/activity.ts';
import type { Popup } from '../models/popup.ts';
import { ago } from '../span.ts';
import { activityText as words } from './activity-text.ts';
import { doneText } from './done-text.ts';
import { Status } from './status.tsx';
import { TakeOffer } from './take-offer.tsx';

const most = 5;

type Props = { popup: Popup; tabId: number };

/** What the last requests of a tab carried, in a line each. */
export function RecentRequests({ popup, tabId }: Props) {
  const activity = popup.model(`recent ${tabId}`, (inputs) => createActivity({ ...inputs, tabId }));
  useEffect(() => activity.open(), [activity]);
  const rows = activity.found.value.slice(0, most);
  if (rows.length === 0) return null;
  return (
    <div class="recent small">
      <ul aria-label={words.recent}>
        {rows.map((row) => (
          <RecentRequest key={row.id} activity={activity} row={row} now={popup.clock.now.value} />
        ))}
      </ul>
      <a {...benchLink(popup, { tool: 'activity', view: 'setup' })}>{words.all}</a>
    </div>
  );
}

function RecentRequest({ activity, now, row }: { activity: ActivityList; now: number; row: ActivityRow }) {
  const { at, by = 'call', did, method, url, why } = row;
  const carried = did === 'added' || did === 'renewed' || did === 'replayed';
  return (
    <li>
      <div class="row tight" title={[`${method} ${url}`, why && words.why[why]].filter(Boolean).join('\n')}>
        <Status row={row} />
        <span class="grow cut">
          {method} {URL.canParse(url) ? new URL(url).pathname : url} <span class="quiet">· {words.by[by]}</span>
        </span>
        {!carried && <span class="soon">{doneText(row)}</span>}
        <span class="quiet">{ago(at, now)}</span>
      </div>
      <TakeOffer activity={activity} row={row} />
    </li>
  );
}
