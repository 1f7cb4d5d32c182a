import type { JSONWebKeySet } from 'jose';
import type { WebhookCheck } from '../core/webhook-check.ts';
import type { CheckedDelivery } from './checked-delivery.ts';
import { deliveryFact } from './delivery-fact.ts';
import type { Delivery } from './read/delivery.ts';
import { verifyHmac } from './verify-hmac.ts';
import { jwsClaims, verifyJws } from './verify-jws.ts';

/** What the check needs that is not in it: the shared secret, or the provider's keys. Milliseconds since epoch. */
export type WebhookKeys = { secret: string } | { jwks: JSONWebKeySet };

/**
 * Tells whether a delivery comes from who shares the secret (or holds the key), and is young enough: an old one is only called so when its
 * signature is right. Fails with `import_unreadable` where secret or keys can't be used.
 */
export async function verifyWebhook(
  delivery: Delivery,
  check: WebhookCheck,
  keys: WebhookKeys,
  ports: { now: () => number },
): Promise<CheckedDelivery> {
  const {
    remarks = [],
    signedAt,
    ...finding
  } = check.by === 'hmac'
    ? await verifyHmac(delivery, check, 'secret' in keys ? keys.secret : '', ports.now())
    : await verifyJws(delivery, check, 'jwks' in keys ? keys.jwks : { keys: [] }, ports.now());
  const read =
    check.by === 'jws' && check.header === undefined ? { ...delivery, body: jwsClaims(delivery.body) } : delivery;
  return {
    ...finding,
    remarks,
    signedAt,
    eventType: check.eventType && deliveryFact(read, check.eventType),
    eventId: check.eventId && deliveryFact(read, check.eventId),
  };
}
