import { createHmac, randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { CompactSign, exportJWK, FlattenedSign, generateKeyPair, SignJWT } from 'jose';
import * as v from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { type HmacCheck, type WebhookCheck, webhookCheck } from '../../src/core/webhook-check.ts';
import { readDelivery } from '../../src/formats/read/delivery.ts';
import { verifyWebhook } from '../../src/formats/verify-webhook.ts';
import { webhookPresets } from '../../src/formats/webhook-presets.ts';
import { noon } from '../core/support/records.ts';
import { expectSentence, readOrRefused } from './read/read-or-refused.ts';

const at = (now: number) => ({ now: () => now });

function preset(wanted: string): HmacCheck {
  const check = webhookPresets.find(({ id }) => id === wanted)?.check;
  if (check?.by !== 'hmac') throw new Error(`no preset ${wanted}`);
  return check;
}

const slackBody =
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
const slackSignature = 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503';
const slackTime = 1531420618;

/** What the providers' own pages print. */
const published: { id: string; secret: string; now: number; pasted: string }[] = [
  {
    id: 'github',
    secret: "It's a Secret to Everybody",
    now: noon,
    pasted: `X-GitHub-Event: ping
X-Hub-Signature-256: sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17

Hello, World!`,
  },
  {
    id: 'slack',
    secret: '8f742231b10e8888abcd99yyyzzz85a5',
    now: slackTime * 1000,
    pasted: `POST /slack HTTP/1.1
Content-Type: application/x-www-form-urlencoded
X-Slack-Request-Timestamp: ${slackTime}
X-Slack-Signature: ${slackSignature}

${slackBody}`,
  },
  {
    id: 'zoho-sign',
    secret: 'thisisthesamplekeyfortestingpurposes',
    now: noon,
    pasted: `X-ZS-WEBHOOK-SIGNATURE: drbSrM4H816RYKpZiRBLddUa0yHaTrwjtY04sIZFZus=

{{"requests":{"request_name":"Test Name"},"notifications":{"operation_type":"RequestSigningSuccess"}}`,
  },
  {
    id: 'standard-webhooks',
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    now: 1614265330_000,
    pasted: `webhook-id: msg_p5jXN8AQM9LWM0D4loKWxJek
webhook-timestamp: 1614265330
webhook-signature: v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v1,bm9ldHUjKzFob2VudXRob2VodWUzMjRvdWVvdW9ldQo=

{"test": 2432232314}`,
  },
];

describe.each(published)('The published example of $id', ({ id, secret, now, pasted }) => {
  test('is good', async () => {
    expect(await verifyWebhook(readDelivery(pasted), preset(id), { secret }, at(now))).toMatchObject({
      verdict: 'good',
    });
  });

  test('is good with the line break that pasting adds, and says so', async () => {
    const checked = await verifyWebhook(readDelivery(`${pasted}\n`), preset(id), { secret }, at(now));
    expect(checked).toMatchObject({ verdict: 'good' });
    expect(checked.remarks).toHaveLength(1);
  });

  test('is wrong with another secret, or another body', async () => {
    const other = preset(id).secret === 'base64' ? 'whsec_AAAA' : `${secret}!`;
    expect(await verifyWebhook(readDelivery(pasted), preset(id), { secret: other }, at(now))).toMatchObject({
      verdict: 'wrong',
    });
    expect(await verifyWebhook(readDelivery(`${pasted}x`), preset(id), { secret }, at(now))).toMatchObject({
      verdict: 'wrong',
    });
  });
});

test('Slack’s example is too old today, and from a wrong clock the day before', async () => {
  const [, slack] = published;
  if (!slack) throw new Error('no example');
  const check = (now: number) => verifyWebhook(readDelivery(slack.pasted), preset('slack'), slack, at(now));
  expect(await check(noon)).toMatchObject({ verdict: 'too_old', signedAt: slackTime * 1000 });
  expect((await check(slackTime * 1000 - 86_400_000)).sentence).toContain('check the clocks');
  expect(await check(slackTime * 1000 + 299_000)).toMatchObject({ verdict: 'good' });
});

test('An old delivery with a wrong signature is wrong, not too old', async () => {
  const [, slack] = published;
  const delivery = readDelivery(slack?.pasted ?? '');
  expect(await verifyWebhook(delivery, preset('slack'), { secret: 'other' }, at(noon))).toMatchObject({
    verdict: 'wrong',
  });
});

function hex(secret: string, text: string, hash = 'sha256'): string {
  return createHmac(hash, secret).update(text).digest('hex');
}

test('Stripe’s header with its time, an older scheme and two secrets is read', async () => {
  const body = '{"id":"evt_1","type":"charge.succeeded"}';
  const time = noon / 1000;
  const header = `t=${time},v1=${hex('old', `${time}.${body}`)},v1=${hex('whsec_new', `${time}.${body}`)},v0=00`;
  const delivery = readDelivery(`Stripe-Signature: ${header}\n\n${body}`);
  expect(await verifyWebhook(delivery, preset('stripe'), { secret: 'whsec_new' }, at(noon + 1000))).toEqual({
    verdict: 'good',
    sentence: 'The signature is right, and young enough.',
    remarks: [],
    eventType: 'charge.succeeded',
    eventId: 'evt_1',
    signedAt: noon,
  });
});

test('Shopify’s signature in base64 is read, its topic and id stand in headers', async () => {
  const signature = createHmac('sha256', 'secret').update('{"id":1}').digest('base64');
  const delivery = readDelivery(
    `x-shopify-topic: orders/paid\nx-shopify-webhook-id: w1\nx-shopify-hmac-sha256: ${signature}\n\n{"id":1}`,
  );
  expect(await verifyWebhook(delivery, preset('shopify'), { secret: 'secret' }, at(noon))).toMatchObject({
    verdict: 'good',
    eventType: 'orders/paid',
    eventId: 'w1',
  });
});

test('Zoho Billing signs the sorted parameters and then the JSON, as its page constructs it', async () => {
  const body = '{"created_date":"2019-03-06","event_id":"5675"}';
  const signature = hex('a-token-of-12', `namebasicsubscription_id90343${body}`);
  const pasted = `POST /hook?subscription_id=90343&name=basic HTTP/1.1\nX-Zoho-Webhook-Signature: ${signature}\n\n${body}`;
  expect(
    await verifyWebhook(readDelivery(pasted), preset('zoho-billing'), { secret: 'a-token-of-12' }, at(noon)),
  ).toMatchObject({
    verdict: 'good',
    eventId: '5675',
  });
  const form = hex('a-token-of-12', 'aA Bnamebasic');
  const asForm = `POST /hook?name=basic HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\nX-Zoho-Webhook-Signature: ${form}\n\na=A+B`;
  expect(
    await verifyWebhook(readDelivery(asForm), preset('zoho-billing'), { secret: 'a-token-of-12' }, at(noon)),
  ).toMatchObject({
    verdict: 'good',
  });
});

test('Zoho Payments counts milliseconds', async () => {
  const body = '{"event_type":"payment.success","event_id":"7"}';
  const pasted = `X-ZohoWebhook-Signature: t=${noon},v=${hex('key', `${noon}.${body}`)}\n\n${body}`;
  const check = (now: number) =>
    verifyWebhook(readDelivery(pasted), preset('zoho-payments'), { secret: 'key' }, at(now));
  expect(await check(noon)).toMatchObject({ verdict: 'good', eventType: 'payment.success', eventId: '7' });
  expect(await check(noon + 301_000)).toMatchObject({ verdict: 'too_old' });
});

test.each([
  ['github', 'X-GitHub-Event: ping\n\n{}', 'The delivery has no header X-Hub-Signature-256.'],
  ['github', 'X-Hub-Signature-256: abc\n\n{}', 'holds no signature like sha256={signature}'],
  ['slack', `X-Slack-Signature: ${slackSignature}\n\n{}`, 'does not say when it was signed'],
])('What is missing in a delivery of %s is told: %s', async (id, pasted, words) => {
  const checked = await verifyWebhook(readDelivery(pasted), preset(id), { secret: 's' }, at(noon));
  expect(checked.verdict).toBe('unsigned');
  expect(checked.sentence).toContain(words);
});

test('Every preset is a check that the schema knows, with its page', () => {
  expect(new Set(webhookPresets.map(({ id }) => id)).size).toBe(webhookPresets.length);
  for (const { check, page, readOn } of webhookPresets) {
    expect(v.parse(webhookCheck, check)).toEqual(check);
    expect(URL.canParse(page)).toBe(true);
    expect(readOn).toMatch(/^\d{4}-\d\d-\d\d$/);
  }
});

describe('A delivery signed with the provider’s key', () => {
  let key: Awaited<ReturnType<typeof generateKeyPair>>;
  let jwks: { keys: Awaited<ReturnType<typeof exportJWK>>[] };
  const body = `{"type":"payment","id":"p1","iat":${noon / 1000}}`;
  const byHeader: WebhookCheck = {
    by: 'jws',
    header: 'X-JWS',
    tolerance: 300,
    eventType: { in: 'body', name: 'type' },
  };

  beforeAll(async () => {
    key = await generateKeyPair('ES256');
    jwks = { keys: [{ ...(await exportJWK(key.publicKey)), kid: 'one', alg: 'ES256' }] };
  });

  const sign = (b64: boolean) =>
    new FlattenedSign(new TextEncoder().encode(body))
      .setProtectedHeader({ alg: 'ES256', kid: 'one', ...(b64 ? {} : { b64: false, crit: ['b64'] }) })
      .sign(key.privateKey);

  test.each([true, false])('in a header beside its body is good, wrong or too old (b64: %s)', async (b64) => {
    const { protected: head, signature } = await sign(b64);
    const pasted = (text: string) => readDelivery(`X-JWS: ${head}..${signature}\n\n${text}`);
    const check = (text: string, now: number) => verifyWebhook(pasted(text), byHeader, { jwks }, at(now));
    expect(await check(body, noon)).toMatchObject({ verdict: 'good', eventType: 'payment' });
    expect(await check(`${body}\n`, noon)).toMatchObject({ verdict: 'good' });
    expect(await check(body, noon + 301_000)).toMatchObject({ verdict: 'too_old' });
    expect(await check(body.replace('p1', 'p2'), noon)).toMatchObject({ verdict: 'wrong' });
  });

  test('as a security event token is good, and its claims name the event', async () => {
    const token = await new SignJWT({ jti: '7', events: { 'https://x.example/e': {} } })
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .setIssuedAt(noon / 1000)
      .sign(key.privateKey);
    const check: WebhookCheck = { by: 'jws', tolerance: 300, eventId: { in: 'body', name: 'jti' } };
    const delivery = readDelivery(`Content-Type: application/secevent+jwt\n\n${token}`);
    expect(await verifyWebhook(delivery, check, { jwks }, at(noon))).toMatchObject({ verdict: 'good', eventId: '7' });
    const cut = { ...delivery, body: `${delivery.body.trim().slice(0, -4)}AAAA` };
    expect(await verifyWebhook(cut, check, { jwks }, at(noon))).toMatchObject({ verdict: 'wrong' });
  });

  test('that is signed for something else is not good', async () => {
    const other = await new CompactSign(new TextEncoder().encode('{"iat":1}'))
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .sign(key.privateKey);
    const checked = await verifyWebhook(readDelivery(`X-JWS: ${other}\n\n${body}`), byHeader, { jwks }, at(noon));
    expect(checked).toMatchObject({ verdict: 'wrong', sentence: expect.stringContaining('something else') });
  });

  test('whose key is not among the published ones says so', async () => {
    const { protected: head, signature } = await sign(true);
    const others = { keys: jwks.keys.map((each) => ({ ...each, kid: 'two' })) };
    const checked = await verifyWebhook(
      readDelivery(`X-JWS: ${head}..${signature}\n\n${body}`),
      byHeader,
      { jwks: others },
      at(noon),
    );
    expect(checked).toMatchObject({ verdict: 'wrong', sentence: expect.stringContaining('None of the keys') });
  });

  test('with no list of keys is refused with a sentence', async () => {
    const { protected: head, signature } = await sign(true);
    const delivery = readDelivery(`X-JWS: ${head}..${signature}\n\n${body}`);
    await expect(verifyWebhook(delivery, byHeader, { jwks: {} as never }, at(noon))).rejects.toSatisfy((error) => {
      expectSentence(error);
      return true;
    });
  });
});

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('t=1', 'v1=00', '..', 'a.b.c', 'sha256=00'),
);
const anyCheck: fc.Arbitrary<WebhookCheck> = fc.oneof(
  fc.record({
    by: fc.constant('hmac' as const),
    hash: fc.constantFrom('SHA-1' as const, 'SHA-256' as const, 'SHA-512' as const),
    encoding: fc.constantFrom('hex' as const, 'base64' as const),
    secret: fc.constantFrom('text' as const, 'base64' as const, 'hex' as const),
    header: fc.constant('X-S'),
    patterns: fc.array(
      fc.oneof(text, fc.constantFrom('{signature}', '{signature}{signature}', '(', 'v1={signature}')),
      { minLength: 1 },
    ),
    template: fc.oneof(text, fc.constantFrom('{body}', '{constructor}', '{header:__proto__}', '{timestamp}.{body}')),
    tolerance: fc.constant(300),
    eventType: fc.record({ in: fc.constantFrom('body' as const, 'query' as const, 'header' as const), name: text }),
  }),
  fc.record({
    by: fc.constant('jws' as const),
    header: fc.constant('X-S'),
    eventId: fc.constant({ in: 'body' as const, name: '__proto__.x' }),
  }),
);

test('Whatever is pasted gets a verdict, or is refused with a sentence', async () => {
  await fc.assert(
    fc.asyncProperty(anyCheck, text, text, text, async (check, signature, body, secret) => {
      const keys = check.by === 'hmac' ? { secret } : { jwks: { keys: [] } };
      const delivery = { url: '/x?a=1', headers: [['X-S', signature] as [string, string]], body };
      const checked = await verifyWebhook(delivery, check, keys, at(noon)).catch(expectSentence);
      if (checked) expect(checked.verdict).not.toBe('good');
    }),
    { numRuns: 500 },
  );
});

test('What is signed as a check says is good by that check', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ minLength: 1 }), fc.string({ unit: 'grapheme' }), async (secret, body) => {
      const check: HmacCheck = { ...preset('stripe'), hash: 'SHA-512', template: `{timestamp}|{body}|{header:X-Id}` };
      const id = randomUUID();
      const signature = hex(secret, `${noon / 1000}|${body}|${id}`, 'sha512');
      const pasted = `X-Id: ${id}\r\nStripe-Signature: t=${noon / 1000},v1=${signature}\r\n\r\n${body}`;
      expect(await verifyWebhook(readDelivery(pasted), check, { secret }, at(noon))).toMatchObject({ verdict: 'good' });
    }),
  );
});

test('Any pasted text is a delivery, or refused with a sentence', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        text,
        fc.array(text).map((lines) => lines.join('\n')),
      ),
      (pasted) => void readOrRefused(() => readDelivery(pasted)),
    ),
  );
});
