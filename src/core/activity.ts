/** What injection did to one request of a page. The URL comes without its query: tokens hide there. */
export type Activity = {
  bindingId: string;
  method: string;
  url: string;
  /** Undefined: no answer came (network, CORS, aborted). */
  status: number | undefined;
  /** Milliseconds since epoch. */
  at: number;
  did: 'added' | 'renewed' | 'let_go';
};

/** What the popup shows of a tab's activity. */
export type TabActivity = { count: number; last: Activity };

/** The sum of a tab's activity with new rows; undefined when there was none. */
export function addActivity(before: TabActivity | undefined, rows: readonly Activity[]): TabActivity | undefined {
  const last = rows.at(-1) ?? before?.last;
  return last && { count: (before?.count ?? 0) + rows.length, last };
}
