import type { Activity } from '../core/activity.ts';
import type { Call, Order } from './arms.ts';
import { bare, later, now } from './natives.ts';
import { reportedUrl } from './page-url.ts';

/** Reports one call that a binding concerned, after its end. A status of 0 is none. */
export type Report = (order: Order, method: string, url: string, status: number) => void;

/** Of the calls that went before anybody said who is bound, so many are remembered. */
const most = 100;
/** What ends within so many milliseconds is sent together: each message takes time from the page. */
const gap = 20;

/**
 * `by`: the function of the page that was called. `nameOf` gives the binding that names a URL. `settle` is to be called when bindings came:
 * then the calls of before are told of.
 */
export function createReport(
  send: (rows: Activity[]) => void,
  nameOf: (call: Call) => string | undefined,
): { reportOf(by: 'fetch' | 'xhr'): Report; settle(): void } {
  let early: Activity[] = bare([]);
  let ended: Activity[] = bare([]);

  function tell(row: Activity, bindingId: string): void {
    if (ended.length === 0) later(flush, gap);
    ended[ended.length] = { ...row, bindingId, url: reportedUrl(row.url) };
  }

  function flush(): void {
    const rows = ended;
    ended = bare([]);
    send(rows);
  }

  return {
    reportOf(by) {
      return ({ bindingId, did, why, offer, from, at }, method, url, status) => {
        const row: Activity = {
          ...{ bindingId, method, url, by, status: status || undefined, at: now(), did },
          ...(at > from && { held: at - from }),
          ...(why && { why }),
          ...(offer && { offer }),
        };
        if (bindingId) tell(row, bindingId);
        else if (early.length < most) early[early.length] = row;
      };
    },
    settle() {
      const before = early;
      early = bare([]);
      for (let i = 0; i < before.length; i++) {
        const row = before[i] as Activity;
        const bindingId = nameOf(row);
        if (bindingId) tell(row, bindingId);
      }
    },
  };
}
