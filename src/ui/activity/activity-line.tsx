import type { ActivityRow } from '../../core/activity.ts';
import type { ActivityList } from '../models/activity.ts';
import { Menu } from '../parts/menu.tsx';
import { UserCircle } from '../parts/user-circle.tsx';
import { activityText as words } from './activity-text.ts';
import { doneText } from './done-text.ts';
import { Status } from './status.tsx';
import { TakeOffer } from './take-offer.tsx';

type Props = { activity: ActivityList; row: ActivityRow };

/** One request: what it was, as whom, what was done, and what came of it. */
export function ActivityLine({ activity, row }: Props) {
  const { at, by = 'call', method, mode, seenBy, url } = row;
  const user = activity.users.value.get(row.tokenId);
  return (
    <tr>
      <td class="of-at quiet">
        <time dateTime={new Date(at).toISOString()}>{clockTime(at)}</time>
      </td>
      <td class="of-request">
        <div class="cut" title={`${method} ${url}`}>
          <b>{method}</b> {pathOf(url)} <span class="quiet">{hostOf(url)}</span>
        </div>
        <div class="small quiet cut">
          {words.by[by]} · {words.mode[mode]} · {words.seenBy[seenBy]}
        </div>
        {row.redirects?.map((redirect, hop) => (
          <div key={`${hop} ${redirect.url}`} class="small wrap">
            {words.redirected(redirect)}
          </div>
        ))}
      </td>
      <td class="of-user">
        <span class="row tight" title={user?.profileName}>
          <UserCircle label={user?.label ?? '?'} off={row.did === 'let_go'} />
          <span class="cut">{user?.label ?? words.nobody}</span>
        </span>
      </td>
      <td class="of-did">
        <Done activity={activity} row={row} />
      </td>
      <td class="of-status">
        <Status row={row} />
      </td>
      <td class="of-copy">
        <Copy activity={activity} row={row} />
      </td>
    </tr>
  );
}

function Done({ activity, row }: Props) {
  const { did, held, why } = row;
  const isGood = did === 'added' || did === 'renewed' || did === 'replayed';
  return (
    <>
      <span class={isGood ? 'ok' : 'soon'}>{doneText(row)}</span>
      {held !== undefined && held >= 1 && <span class="small quiet"> {words.held(held)}</span>}
      {why && <div class="small quiet">{words.why[why]}</div>}
      <TakeOffer activity={activity} row={row} />
    </>
  );
}

function Copy({ activity, row }: Props) {
  const isCopied = activity.copied.value === row.id;
  const items = [
    { text: words.curl, hint: words.curlHint, onClick: () => void activity.copy(row, false) },
    { text: words.curlWithToken, onClick: () => void activity.copy(row, true) },
  ];
  return (
    <Menu
      id={`copy-${row.id}`}
      label={words.copyLabel(row.method, row.url)}
      look={isCopied ? 'soft copy ok' : 'soft copy'}
      face={isCopied ? words.copied : `${words.copy} ▾`}
      items={items}
    />
  );
}

/** To the millisecond, since requests come close together. */
function clockTime(at: number): string {
  const time = new Date(at);
  return `${time.toLocaleTimeString(undefined, { hour12: false })}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}
