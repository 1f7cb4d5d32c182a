/** What a page asked for: a call of its scripts, or something that the browser fetches for it. */
export type RequestedBy =
  | 'fetch'
  | 'xhr'
  | 'navigation'
  | 'frame'
  | 'image'
  | 'script'
  | 'stylesheet'
  | 'font'
  | 'media'
  | 'event_source'
  | 'websocket'
  | 'beacon'
  | 'worker'
  | 'other';

/** What injection did: `replayed` after a 401 with a renewed token; `left_alone` since the page sent its own; `let_go` without a usable token. */
export type Did = 'added' | 'renewed' | 'replayed' | 'left_alone' | 'let_go';

/** Why a request went as the page wrote it, or failed. */
export type Why =
  /** The page's bindings did not come within a second. */
  | 'no_answer'
  /** There is no token that is still good, and none could be had. */
  | 'no_token'
  /** The API refuses the header in a CORS preflight, as far as a page can tell. */
  | 'preflight_refused'
  /** A body that can be read once only can't be sent again. */
  | 'body_spent'
  /** The page's own header counts. */
  | 'own_header';

/** What one click can do about it. */
export type Offer =
  | { do: 'use_network_mode' }
  /** RFC 9470, section 3, and RFC 6750, section 3.1: what the API wants of the next login. */
  | { do: 'log_in_again'; acr_values?: string; max_age?: string; scope?: string };

/** What injection did to one request of a page. The URL comes without its query: tokens hide there. */
export type Activity = {
  bindingId: string;
  method: string;
  url: string;
  by?: RequestedBy;
  /** Undefined: no answer came (network, CORS, aborted). */
  status: number | undefined;
  /** Milliseconds since epoch. */
  at: number;
  did: Did;
  why?: Why;
  offer?: Offer;
  /** How long we held it back, in milliseconds. */
  held?: number;
};

/** What the popup shows of a tab's activity. */
export type TabActivity = { count: number; last: Activity };

/** A tab's activity with new rows added. What an earlier binding did is no longer counted. */
export function addActivity(before: TabActivity | undefined, rows: readonly Activity[]): TabActivity | undefined {
  const last = rows.at(-1) ?? before?.last;
  if (!last) return undefined;
  const earlier = before && before.last.bindingId === last.bindingId ? before.count : 0;
  return { count: earlier + rows.filter((row) => row.bindingId === last.bindingId).length, last };
}
