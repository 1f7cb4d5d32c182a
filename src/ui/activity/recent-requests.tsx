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

type Props = { popup: Popup; tabId: number; tokenId: string };

/** What the last requests of a tab carried, in a line each; of whom, where that was another token than this one. */
export function RecentRequests({ popup, tabId, tokenId }: Props) {
  const activity = popup.model(`recent ${tabId}`, (inputs) => createActivity({ ...inputs, tabId }));
  useEffect(() => activity.open(), [activity]);
  const rows = activity.found.value.slice(0, most);
  if (rows.length === 0) return null;
  return (
    <div class="recent small">
      <ul aria-label={words.recent}>
        {rows.map((row) => (
          <RecentRequest
            key={row.id}
            {...{ activity, row }}
            now={popup.clock.now.value}
            as={row.tokenId === tokenId ? undefined : activity.users.value.get(row.tokenId)?.label}
          />
        ))}
      </ul>
      <a {...benchLink(popup, { tool: 'activity', view: 'setup' })}>{words.all}</a>
    </div>
  );
}

type RequestProps = { activity: ActivityList; as: string | undefined; now: number; row: ActivityRow };

function RecentRequest({ activity, as, now, row }: RequestProps) {
  const { at, by = 'call', did, method, url, why } = row;
  const carried = did === 'added' || did === 'renewed' || did === 'replayed';
  return (
    <li>
      <div class="row tight" title={[`${method} ${url}`, why && words.why[why]].filter(Boolean).join('\n')}>
        <Status row={row} />
        <span class="grow cut">
          {method} {URL.canParse(url) ? new URL(url).pathname : url} <span class="quiet">· {words.by[by]}</span>
        </span>
        {as && <span class="cut">{as}</span>}
        {!carried && <span class="soon">{doneText(row)}</span>}
        <span class="quiet">{ago(at, now)}</span>
      </div>
      <TakeOffer activity={activity} row={row} />
    </li>
  );
}
