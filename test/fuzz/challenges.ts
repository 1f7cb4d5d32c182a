import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Refusal } from '../../src/core/refusal.ts';
import { judgeRefusal } from '../../src/features/judge-refusal.ts';
import { readChallenges } from '../../src/oauth/read-challenges.ts';
import { aBinding, aProfile, aToken, noon } from '../core/support/records.ts';
import { bentTexts } from './support/bend.ts';
import { border } from './support/border.ts';
import { expectNoSecret, secret, sendableSecret } from './support/secret.ts';
import { strangeText, strangeValue } from './support/strange.ts';
import { worldOf } from './support/world.ts';

const errors = [
  'invalid_token',
  'insufficient_scope',
  'insufficient_user_authentication',
  'use_dpop_nonce',
  'invalid_dpop_proof',
];
const word = fc.stringMatching(/^[a-z0-9:/._-]{1,20}$/);
const parameters = fc.record(
  {
    realm: word,
    error: fc.constantFrom(...errors),
    scope: word,
    acr_values: word,
    max_age: fc.constantFrom('0', '300', '-1', '1e9', '99999999999'),
  },
  { requiredKeys: [] },
);
const challenge = fc
  .tuple(fc.constantFrom('Bearer', 'DPoP', 'Basic', 'bearer'), parameters)
  .map(([scheme, given]) => ({ scheme, given }));
const written = fc.array(challenge, { minLength: 1, maxLength: 3 });
const header = (all: { scheme: string; given: Record<string, string | undefined> }[]) =>
  all
    .map(({ scheme, given }) =>
      `${scheme} ${Object.entries(given)
        .map(([name, value]) => `${name}="${value}"`)
        .join(', ')}`.trim(),
    )
    .join(', ');

const cases = fc.record({
  well: written,
  bent: fc.oneof(bentTexts(written.map(header)), strangeText),
  refusal: fc.record(
    {
      status: fc.constantFrom<unknown>(401, 403, 200, '401'),
      at: fc.constantFrom<unknown>(noon, 0, Number.NaN),
      nonce: fc.oneof(strangeText, strangeValue),
      isSecond: fc.constantFrom<unknown>(true, false, 'x'),
    },
    { requiredKeys: ['status', 'at', 'isSecond'] },
  ),
  access_token: sendableSecret,
  client_secret: secret,
});

/** What an API says about a call that it refused, as the page could read it. */
export const challenges = border('challenges', cases, async ({ well, bent, refusal, access_token, client_secret }) => {
  const read = await readChallenges(header(well));
  assert.deepEqual(
    read.map(({ scheme }) => scheme),
    well.map(({ scheme }) => scheme.toLowerCase()),
  );
  for (const [index, { given }] of well.entries()) assert.deepEqual({ ...read[index]?.parameters }, { ...given });
  assert.ok(Array.isArray(await readChallenges(bent)));

  const { memory, ports } = worldOf(aProfile({ client_secret }), () =>
    Response.json({ error: 'invalid_grant' }, { status: 400 }),
  );
  memory.disk.tokens.set('alice', aToken({ access_token, obtainedAt: noon - 1 }));
  memory.disk.bindings.set('binding', aBinding());
  const page = { tabId: 1, url: 'https://app.acme.example/', isTop: true };
  const told = {
    bindingId: 'binding',
    method: 'GET',
    url: 'https://api.acme.example/pets',
    challenge: bent,
    ...refusal,
  };
  const { offer, why, bindings = [] } = await judgeRefusal(page, told as Refusal, ports);
  expectNoSecret([offer, why], 'what is offered');
  for (const { bindingId } of bindings) assert.equal(bindingId, 'binding');
  if (offer?.do === 'log_in_again')
    for (const each of [offer.acr_values, offer.scope, offer.max_age])
      assert.ok(each === undefined || typeof each === 'string');
  const elsewhere = await judgeRefusal({ ...page, url: 'https://evil.example/' }, told as Refusal, ports);
  assert.deepEqual(elsewhere, {});
});
