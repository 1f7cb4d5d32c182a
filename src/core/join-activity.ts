import { type ActivityRow, mostRows, type ReportedRow, type SeenRow } from './activity.ts';

/** A page says a moment after the browser that an answer has begun; its thread may be busy. Milliseconds. */
const latest = 3000;
/** It can't have said so before, but for the grain of clocks (ms): what it said then was of an earlier call. */
const earliest = -100;

/**
 * The rows of both sides, the oldest first. What the page reported and the browser was seen to send are one row where tab, method, URL
 * and status agree, and their ends lie close together. Neither side knows the other's name for a request, so of several alike any
 * may be the one: they say the same. Where the two differ, the browser alone is believed; why, and what to do about it, only the page knows.
 */
export function joinActivity(reported: readonly ReportedRow[], allSeen: readonly SeenRow[]): ActivityRow[] {
  const seen = allSeen.filter(({ unsent }) => !unsent);
  const rows = new Map(
    seen.map(({ isCall: _, ...row }): [string, ActivityRow] => [row.id, { ...row, seenBy: 'browser' }]),
  );
  const free = Map.groupBy(
    seen.filter(({ isCall }) => isCall),
    keyOf,
  );
  for (const report of reported) {
    const candidates = (free.get(keyOf(report)) ?? []).filter((each) => isSame(report, each));
    const [match] = candidates.sort((a, b) => Math.abs(lag(report, a)) - Math.abs(lag(report, b)));
    if (match)
      free.set(
        keyOf(match),
        (free.get(keyOf(match)) ?? []).filter((each) => each !== match),
      );
    rows.set(match?.id ?? report.id, match ? joined(report, match) : { ...report, seenBy: 'page' });
  }
  return [...rows.values()].sort((a, b) => a.at - b.at).slice(-mostRows);
}

function joined(report: ReportedRow, { isCall: _, ...seen }: SeenRow): ActivityRow {
  const hadToken = report.did === 'added' || report.did === 'renewed' || report.did === 'replayed';
  const isTrue = hadToken === (seen.did === 'added');
  return {
    ...seen,
    status: seen.status ?? report.status,
    ...(report.by && { by: report.by }),
    ...(isTrue && { did: report.did }),
    ...(isTrue && report.why && { why: report.why }),
    ...(isTrue && report.offer && { offer: report.offer }),
    ...(report.held !== undefined && { held: report.held }),
    seenBy: 'both',
  };
}

function keyOf({ tabId, method, url }: Pick<ActivityRow, 'tabId' | 'method' | 'url'>): string {
  return `${tabId} ${method} ${url}`;
}

/** A page of another origin may see no status where the browser does. */
function isSame(report: ReportedRow, seen: SeenRow): boolean {
  const agrees = report.status === undefined || seen.status === undefined || report.status === seen.status;
  const late = lag(report, seen);
  return agrees && late >= earliest && late <= latest;
}

function lag(report: ReportedRow, { at, took = 0 }: SeenRow): number {
  return report.at - at - took;
}
