import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WebhookCheck } from '../../src/core/webhook-check.ts';
import { checkWebhook } from '../../src/features/check-webhook.ts';
import { webhookPresets } from '../../src/formats/webhook-presets.ts';
import { noon } from '../core/support/records.ts';

const ports = { now: () => noon };
const github = webhookPresets.find(({ id }) => id === 'github')?.check ?? expect.fail('no such preset');

test('A pasted delivery is read and checked', async () => {
  const body = '{"zen":"Keep it logically awesome."}';
  const signature = createHmac('sha256', 'hush').update(body).digest('hex');
  const delivery = `X-GitHub-Event: ping\nX-GitHub-Delivery: 7\nX-Hub-Signature-256: sha256=${signature}\n\n${body}`;
  const good = await checkWebhook({ delivery, check: github, key: 'hush' }, ports);
  expect(good).toMatchObject({ verdict: 'good', eventType: 'ping', eventId: '7' });
  expect(await checkWebhook({ delivery, check: github, key: 'other' }, ports)).toMatchObject({ verdict: 'wrong' });
});

test.each(['', 'no JSON', '{}', '{"keys":3}', '[]'])('The keys “%s” are refused with a sentence', async (key) => {
  const question = { delivery: 'A: b\n\n{}', check: { by: 'jws' as const, header: 'A' }, key };
  await expect(checkWebhook(question, ports)).rejects.toMatchObject({ code: 'import_unreadable' });
});

test('Whatever is pasted gets a verdict, or is refused with a sentence', async () => {
  const start = fc.constantFrom('', '{"keys":[', '{"kty":"RSA"', '{"keys":[{"kty":"EC"}]}', 'A: b\n\n');
  const text = fc.tuple(start, fc.string()).map((parts) => parts.join(''));
  const check = fc.constantFrom<WebhookCheck>(github, { by: 'jws' }, { by: 'jws', header: 'A' });
  const property = fc.asyncProperty(text, text, check, async (delivery, key, how) => {
    const found = await checkWebhook({ delivery, key, check: how }, ports).catch((error: unknown) => error);
    if (found instanceof Error) expect(found).toMatchObject({ name: 'Failure' });
    else expect(found).toMatchObject({ sentence: expect.stringMatching(/\.$/) });
  });
  await fc.assert(property, { numRuns: 300 });
});
