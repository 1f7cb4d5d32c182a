import type { Activity, TabActivity } from '../../core/activity.ts';
import type { TokenView } from '../../core/snapshot.ts';
import { lifeOf } from '../life.ts';
import type { Popup } from '../models/popup.ts';
import { ago } from '../span.ts';
import { text } from '../text.ts';

type Props = { popup: Popup; activity: TabActivity | undefined; token: TokenView | undefined };

/** That the token arrives: how many requests carried it, and what the last one was answered. */
export function Proof({ popup, activity, token }: Props) {
  const now = popup.clock.now.value;
  const life = token && lifeOf(token, now);
  const expired = life?.tone === 'over' && <span class="over">{text.tab.expired(life.words)}</span>;
  if (!activity) return <p class="note small quiet">{expired || text.tab.noRequest}</p>;
  const { count, last } = activity;
  return (
    <p class="note proof small quiet">
      <span>
        <b class="ok">{count}</b> {count === 1 ? text.tab.request : text.tab.requests}
      </span>
      {expired || (
        <span class="cut last" title={`${last.method} ${last.url}`}>
          {text.tab.last} <Answer status={last.status} /> {last.method} {pathOf(last)} · {note(last)}
          {ago(last.at, now)}
        </span>
      )}
    </p>
  );
}

function Answer({ status }: { status: number | undefined }) {
  return <b class={status !== undefined && status < 400 ? 'ok' : 'over'}>{status ?? text.tab.noAnswer}</b>;
}

function note(last: Activity): string {
  return last.did === 'let_go' ? `${text.tab.without} · ` : '';
}

function pathOf({ url }: Activity): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}
