import type { Activity } from '../core/activity.ts';
import type { Order } from './arms.ts';
import { now } from './natives.ts';
import { reportedUrl } from './page-url.ts';

/** Reports one call that a binding concerned, after its end. A status of 0 is none. */
export type Report = (order: Order, method: string, url: string, status: number) => void;

export function createReport(send: (row: Activity) => void): Report {
  return (order, method, url, status) =>
    send({
      bindingId: order.bindingId,
      method,
      url: reportedUrl(url),
      status: status || undefined,
      at: now(),
      did: order.did,
    });
}
