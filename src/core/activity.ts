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

/** A tab's activity with new rows added. What an earlier binding did is no longer counted. */
export function addActivity(before: TabActivity | undefined, rows: readonly Activity[]): TabActivity | undefined {
  const last = rows.at(-1) ?? before?.last;
  if (!last) return undefined;
  const earlier = before && before.last.bindingId === last.bindingId ? before.count : 0;
  return { count: earlier + rows.filter((row) => row.bindingId === last.bindingId).length, last };
}
