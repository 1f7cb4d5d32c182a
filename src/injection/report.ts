import type { Activity } from '../core/activity.ts';
import type { Order } from './arms.ts';
import { now } from './natives.ts';
import { reportedUrl } from './page-url.ts';

/** Reports one call that a binding concerned, after its end. A status of 0 is none. */
export type Report = (order: Order, method: string, url: string, status: number) => void;

/** `by`: the function of the page that was called. */
export function createReport(by: 'fetch' | 'xhr', send: (row: Activity) => void): Report {
  return (order, method, url, status) =>
    send({
      bindingId: order.bindingId,
      method,
      url: reportedUrl(url),
      by,
      status: status || undefined,
      at: now(),
      did: order.did,
    });
}
