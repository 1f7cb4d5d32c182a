import { valueAt } from '../core/value-at.ts';
import type { DeliveryPlace } from '../core/webhook-check.ts';
import type { Delivery } from './read/delivery.ts';
import { headerOf } from './read/pasted-request.ts';

/** What stands at a place, as text; undefined where nothing does. A body that is not JSON is read as a form. */
export function deliveryFact({ url, headers, body }: Delivery, { in: where, name }: DeliveryPlace): string | undefined {
  if (where === 'header') return headerOf(headers, name);
  if (where === 'query') return new Map(queryPairs(url)).get(name);
  const value = valueAt(bodyValue(body), name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function bodyValue(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return Object.fromEntries(new URLSearchParams(body.trim()));
  }
}

/** The parameters of a URL's query. */
export function queryPairs(url: string): [string, string][] {
  return [...new URLSearchParams(/\?([^#]*)/.exec(url)?.[1] ?? '')];
}
