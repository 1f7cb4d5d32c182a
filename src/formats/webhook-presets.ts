import type { DeliveryPlace, HmacCheck, WebhookCheck } from '../core/webhook-check.ts';

/** A provider's check, with the page that it was read from and when. */
export type WebhookPreset = { id: string; name: string; page: string; readOn: string; check: WebhookCheck };

const header = (name: string): DeliveryPlace => ({ in: 'header', name });
const body = (name: string): DeliveryPlace => ({ in: 'body', name });

const hexOfBody: Omit<HmacCheck, 'header'> = {
  by: 'hmac',
  hash: 'SHA-256',
  encoding: 'hex',
  secret: 'text',
  patterns: ['{signature}'],
  template: '{body}',
};
const readOn = '2026-11-22';
const minutes = 60;

/** The checks of well-known providers. An entry more is a provider more. */
export const webhookPresets: readonly WebhookPreset[] = [
  {
    id: 'github',
    name: 'GitHub',
    page: 'https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries',
    readOn,
    check: {
      ...hexOfBody,
      header: 'X-Hub-Signature-256',
      patterns: ['sha256={signature}'],
      eventType: header('X-GitHub-Event'),
      eventId: header('X-GitHub-Delivery'),
    },
  },
  {
    id: 'github-sha1',
    name: 'GitHub (SHA-1)',
    page: 'https://docs.github.com/en/webhooks/webhook-events-and-payloads#delivery-headers',
    readOn,
    check: {
      ...hexOfBody,
      hash: 'SHA-1',
      header: 'X-Hub-Signature',
      patterns: ['sha1={signature}'],
      eventType: header('X-GitHub-Event'),
      eventId: header('X-GitHub-Delivery'),
    },
  },
  {
    id: 'slack',
    name: 'Slack',
    page: 'https://api.slack.com/authentication/verifying-requests-from-slack',
    readOn,
    check: {
      ...hexOfBody,
      header: 'X-Slack-Signature',
      patterns: ['v0={signature}'],
      timestamp: header('X-Slack-Request-Timestamp'),
      template: 'v0:{timestamp}:{body}',
      tolerance: 5 * minutes,
      eventType: body('event.type'),
      eventId: body('event_id'),
    },
  },
  {
    id: 'stripe',
    name: 'Stripe',
    page: 'https://docs.stripe.com/webhooks#verify-manually',
    readOn,
    check: {
      ...hexOfBody,
      header: 'Stripe-Signature',
      patterns: ['t={timestamp}', 'v1={signature}'],
      partSeparator: ',',
      template: '{timestamp}.{body}',
      tolerance: 5 * minutes,
      eventType: body('type'),
      eventId: body('id'),
    },
  },
  {
    id: 'shopify',
    name: 'Shopify',
    page: 'https://shopify.dev/docs/apps/build/webhooks/subscribe/https',
    readOn,
    check: {
      ...hexOfBody,
      encoding: 'base64',
      header: 'X-Shopify-Hmac-Sha256',
      eventType: header('X-Shopify-Topic'),
      eventId: header('X-Shopify-Webhook-Id'),
    },
  },
  {
    id: 'zoho-payments',
    name: 'Zoho Payments',
    page: 'https://www.zoho.com/in/payments/developerdocs/webhooks/verification/',
    readOn,
    check: {
      ...hexOfBody,
      header: 'X-ZohoWebhook-Signature',
      patterns: ['t={timestamp}', 'v={signature}'],
      partSeparator: ',',
      template: '{timestamp}.{body}',
      tolerance: 5 * minutes,
      eventType: body('event_type'),
      eventId: body('event_id'),
    },
  },
  {
    id: 'zoho-billing',
    name: 'Zoho Billing, Books, Expense, Inventory',
    page: 'https://www.zoho.com/subscriptions/kb/webhooks/securing-webhooks.html',
    readOn,
    check: {
      ...hexOfBody,
      header: 'X-Zoho-Webhook-Signature',
      template: '{sortedParameters}{bodyUnlessForm}',
      eventType: body('event_type'),
      eventId: body('event_id'),
    },
  },
  {
    id: 'zoho-sign',
    name: 'Zoho Sign',
    page: 'https://help.zoho.com/portal/en/kb/zoho-sign/admin-guide/webhooks/articles/securing-zoho-sign-webhooks-with-hmac-authentication',
    readOn,
    check: {
      ...hexOfBody,
      encoding: 'base64',
      header: 'X-ZS-WEBHOOK-SIGNATURE',
      eventType: body('notifications.operation_type'),
    },
  },
  {
    id: 'standard-webhooks',
    name: 'Standard Webhooks (Svix)',
    page: 'https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md',
    readOn,
    check: {
      ...hexOfBody,
      encoding: 'base64',
      secret: 'base64',
      header: 'webhook-signature',
      patterns: ['v1,{signature}'],
      partSeparator: ' ',
      timestamp: header('webhook-timestamp'),
      template: '{header:webhook-id}.{timestamp}.{body}',
      tolerance: 5 * minutes,
      eventType: body('type'),
      eventId: header('webhook-id'),
    },
  },
];
