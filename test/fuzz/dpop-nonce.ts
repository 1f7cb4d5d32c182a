import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import * as oauth from 'oauth4webapi';
import type { DpopKey } from '../../src/core/dpop-key.ts';
import { failureRecord } from '../../src/core/failure.ts';
import { keepNonce, proveCalls } from '../../src/features/prove-calls.ts';
import { renewToken } from '../../src/features/renew-token.ts';
import { aBinding, aProfile, aToken } from '../core/support/records.ts';
import { border } from './support/border.ts';
import { expectInWords } from './support/refusal.ts';
import { expectNoSecret, sendableSecret } from './support/secret.ts';
import { strangeText } from './support/strange.ts';
import { worldOf } from './support/world.ts';

const { privateKey, publicKey } = await oauth.generateKeyPair('ES256');
const key: DpopKey = { id: 'key', privateKey, publicKey };
const isHeader = (value: string) => {
  try {
    return new Headers({ 'dpop-nonce': value }).has('dpop-nonce');
  } catch {
    return false;
  }
};
const nonce = fc.oneof(fc.stringMatching(/^[!-~]{1,40}$/), strangeText);
const url = fc.oneof(
  fc.constantFrom(
    'https://api.acme.example/pets',
    'https://api.acme.example/pets?a=b#c',
    'https://api.acme.example:443/',
    'wss://api.acme.example/s',
  ),
  strangeText.map((each) => `https://api.acme.example/${each}`),
);
const answer = fc.record({
  status: fc.constantFrom(400, 401, 200),
  nonce: nonce.filter(isHeader),
  error: fc.constantFrom('use_dpop_nonce', 'invalid_dpop_proof', 'invalid_grant'),
});
const cases = fc.record({
  nonce,
  url,
  method: fc.constantFrom('GET', 'POST', 'QUERY', 'x y', ''),
  answers: fc.array(answer, { maxLength: 3 }),
  refresh_token: sendableSecret,
});

/** The nonces that servers and APIs want in proofs (RFC 9449, sections 8 and 9). A request is made twice at most. */
export const dpopNonce = border('dpop-nonce', cases, async ({ nonce, url, method, answers, refresh_token }) => {
  const left = [...answers];
  const { memory, ports, asked } = worldOf(aProfile({ dpop: true }), () => {
    const { status, nonce: next, error } = left.shift() ?? { status: 200, nonce: '', error: '' };
    const headers = {
      ...(next && { 'dpop-nonce': next }),
      ...(status === 401 && { 'www-authenticate': `DPoP error="${error}"` }),
    };
    return Response.json(status === 200 ? { access_token: 'fresh', token_type: 'DPoP' } : { error }, {
      status,
      headers,
    });
  });
  memory.disk.dpopKeys.set(key.id, key);
  memory.disk.tokens.set('alice', aToken({ token_type: 'dpop', dpopKeyId: key.id, refresh_token }));
  memory.disk.bindings.set('binding', aBinding());
  const page = { tabId: 1, url: 'https://app.acme.example/' };

  await renewToken('alice', ports).catch((error) => expectInWords(failureRecord(error)));
  assert.ok(asked.length <= 2, `${asked.length} requests`);
  expectNoSecret([...memory.disk.traces.values()], 'a trace');

  if (URL.canParse(url) && isHeader(nonce)) await keepNonce(page, { method, url }, nonce, ports);
  const [parts] = await proveCalls(page, [{ bindingId: 'binding', method, url }], ports);
  const proof = parts?.find(({ name }) => name === 'DPoP')?.value;
  if (proof === undefined) return;
  assert.match(proof, /^[\w.-]+$/);
  assert.equal(decodeProtectedHeader(proof).typ, 'dpop+jwt');
  const claims = decodeJwt(proof);
  assert.equal(claims.htm, method.toUpperCase());
  assert.doesNotMatch(String(claims.htu), /[?#]/);
});
