import type { WebhookCheck } from '../core/webhook-check.ts';
import type { CheckedDelivery } from '../formats/checked-delivery.ts';
import { readDelivery } from '../formats/read/delivery.ts';
import { readJwks } from '../formats/read/jwks.ts';
import { verifyWebhook } from '../formats/verify-webhook.ts';

/** A delivery as it was pasted, and what is needed to check it: the shared secret, or the JWK set as text. */
export type WebhookQuestion = { delivery: string; check: WebhookCheck; key: string };

/** Tells whether a pasted delivery is genuine. Fails with `import_unreadable` where something of it can’t be read. */
export async function checkWebhook(
  { delivery, check, key }: WebhookQuestion,
  ports: { now(): number },
): Promise<CheckedDelivery> {
  const keys = check.by === 'hmac' ? { secret: key } : { jwks: readJwks(key) };
  return verifyWebhook(readDelivery(delivery), check, keys, ports);
}
