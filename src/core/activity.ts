import type { Binding } from './binding.ts';
import type { Wanted } from './login.ts';

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
  /** It was renewed since this page's API refused one, less than a minute ago. */
  | 'just_renewed'
  /** Another page can reach into the window, so its scripts are given nothing. */
  | 'reachable'
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
  | ({ do: 'log_in_again' } & Wanted);

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

/** One request in the list of activity: what was done to it, and by whom that is known. Neither token, query nor body is in it. */
export type ActivityRow = Activity & {
  id: string;
  /** -1: a service worker or a shared worker, which belong to no tab. */
  tabId: number;
  /** The origin of the page that made it. Undefined: the browser does not tell. */
  page: string | undefined;
  tokenId: string;
  mode: Binding['mode'];
  /** `browser`: it was seen as it left, so `did` is proven. `page`: the page's own word. */
  seenBy: 'page' | 'browser' | 'both';
  /** From its leaving to the answer's begin, in milliseconds. */
  took?: number;
  /** Where it was sent on to, and whether the token went along. */
  redirects?: Redirect[];
};

/**
 * `carried` is missing where nobody may look: of hosts that no binding names the browser tells nothing. So is `status` where it was sent on
 * from there.
 */
export type Redirect = { status?: number; url: string; carried?: boolean };

/** What a page's scripts reported, with what the background knows of the page. */
export type ReportedRow = Omit<ActivityRow, 'seenBy' | 'took' | 'redirects'>;

/** What the browser was seen to send. Its id is the browser's own. */
export type SeenRow = Omit<ActivityRow, 'seenBy'> & {
  /** Whether a script of a page may have made it, and so reported it too. */
  isCall: boolean;
  /** It did not leave after all. */
  unsent?: true;
};

/** The last rows that are kept. */
export const mostRows = 1000;

/** A URL without the parts where secrets hide: user, query, fragment. */
export function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '').replace(/^([a-z]+:\/\/)[^/]*@/i, '$1');
}

/** What the popup shows of a tab's activity. */
export type TabActivity = { count: number; last: Activity };

/** A tab's activity with new rows added. What an earlier binding did is no longer counted. */
export function addActivity(before: TabActivity | undefined, rows: readonly Activity[]): TabActivity | undefined {
  const last = rows.at(-1) ?? before?.last;
  if (!last) return undefined;
  const earlier = before && before.last.bindingId === last.bindingId ? before.count : 0;
  return { count: earlier + rows.filter((row) => row.bindingId === last.bindingId).length, last };
}
