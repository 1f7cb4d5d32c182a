import { type ActivityRow, type RequestedBy, type SeenRow, withoutQuery } from './activity.ts';
import type { Header } from './exchange.ts';

/** What the browser says of a request on its way. Times in milliseconds since epoch. */
export type RequestEvent = { id: string; at: number } & (
  | ({ kind: 'sent' } & SentRequest)
  | { kind: 'redirected'; status: number; to: string }
  /** The answer has begun. */
  | { kind: 'answered'; status: number }
  | { kind: 'failed' }
  /** It never left: the browser only looked into its cache. */
  | { kind: 'unsent' }
);

/** A request as it leaves, with the headers that it really has. */
export type SentRequest = {
  tabId: number;
  method: string;
  url: string;
  /** Undefined: a script made it, and nobody but the page knows how. */
  by: RequestedBy | undefined;
  /** The page that made it, or at least its origin. */
  page: string | undefined;
  headers: Header[];
};

/** Whose token a request carries, or should. */
export type Judgement = Pick<ActivityRow, 'bindingId' | 'tokenId' | 'mode' | 'did' | 'why'>;

/** So many requests may be on their way at once; what ends later than that many others began is not followed. */
const mostOpen = 2000;

/**
 * Follows requests from their leaving to the answer; `hear` gives a request's row as it is after an event, or undefined when it is of no
 * concern. A redirect is the same request, so one row.
 */
export function createRequestTracker(judge: (request: SentRequest) => Judgement | undefined) {
  const open = new Map<string, SeenRow>();

  function keep(row: SeenRow): SeenRow {
    open.set(row.id, row);
    const [oldest] = open.keys();
    if (open.size > mostOpen && oldest !== undefined) open.delete(oldest);
    return row;
  }

  return {
    hear(event: RequestEvent): SeenRow | undefined {
      const before = open.get(nameOf(event.id));
      if (event.kind === 'sent') {
        const judgement = judge(event);
        if (before) return keep(arrived(before, withoutQuery(event.url), judgement));
        return judgement && keep(rowOf(event, judgement));
      }
      if (!before) return undefined;
      if (event.kind === 'redirected') return keep(sentOn(before, event.status, event.to));
      if (event.kind === 'unsent') return keep({ ...before, unsent: true });
      // An answer that began may still fail on its way; that it came is what counts.
      if (before.took !== undefined) return undefined;
      return keep({
        ...before,
        took: Math.max(0, event.at - before.at),
        status: event.kind === 'answered' ? event.status : undefined,
      });
    },
  };
}

/** Unlike the names that reported rows have. */
function nameOf(requestId: string): string {
  return `seen-${requestId}`;
}

function rowOf({ id, at, tabId, method, url, by, page }: SentRequest & { id: string; at: number }, found: Judgement) {
  const origin = page !== undefined && URL.canParse(page) ? new URL(page).origin : undefined;
  return {
    ...{ id: nameOf(id), at, tabId, method, url: withoutQuery(url), page: origin, status: undefined },
    ...found,
    ...(by && { by }),
    isCall: by === undefined,
  };
}

function sentOn(row: SeenRow, status: number, to: string): SeenRow {
  if (!row.redirects && withoutQuery(to) === row.url) return row;
  return { ...row, redirects: [...(row.redirects ?? []), { status, url: withoutQuery(to) }] };
}

/** It left for the place that it was sent on to: elsewhere, or with another query, as a rule of ours does. */
function arrived(row: SeenRow, url: string, judgement: Judgement | undefined): SeenRow {
  const { redirects = [] } = row;
  const carried = judgement?.did === 'added';
  if (redirects.length === 0 && url === row.url) return { ...row, ...judgement };
  const last = redirects.at(-1);
  // Redirects that nobody could see may have brought it elsewhere.
  if (last?.url !== url) return { ...row, redirects: [...redirects, { url, carried }] };
  return { ...row, redirects: [...redirects.slice(0, -1), { ...last, carried }] };
}
