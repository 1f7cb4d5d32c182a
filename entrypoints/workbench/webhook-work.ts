import { checkWebhook } from '../../src/features/check-webhook.ts';
import { ports } from './page-ports.ts';
import type { WebhookWork, Work } from './work.ts';

/** All that knows how providers sign. */
export const webhookWork: Work<WebhookWork> = {
  'webhook.check': (question) => checkWebhook(question, ports),
};
