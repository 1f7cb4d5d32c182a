import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Profile } from '../../src/core/profile.ts';
import { readJwks } from '../../src/formats/read/jwks.ts';
import { verifyWebhook } from '../../src/formats/verify-webhook.ts';
import { verifyAccessToken } from '../../src/oauth/verify-access-token.ts';
import { verifyIdToken } from '../../src/oauth/verify-id-token.ts';
import { aProfile, noon } from '../core/support/records.ts';
import { answering, responseOf } from './support/answer.ts';
import { bentJson } from './support/bend.ts';
import { border } from './support/border.ts';
import { cameOrRefused } from './support/refusal.ts';
import { requestCode } from './support/request-code.ts';

const issuer = 'https://id.acme.example';
const [rs, es, thief] = await Promise.all([
  generateKeyPair('RS256'),
  generateKeyPair('ES256'),
  generateKeyPair('ES256'),
]);
const published = async (alg: string, kid: string, { publicKey }: { publicKey: CryptoKey }) => ({
  ...(await exportJWK(publicKey)),
  kid,
  alg,
  use: 'sig',
});
const keys = await Promise.all([published('RS256', 'rs', rs), published('ES256', 'es', es)]);
const thieves = await published('ES256', 'es', thief);

const claims = { iss: issuer, aud: 'tester', sub: 'alice', nonce: 'n', iat: noon / 1000, exp: noon / 1000 + 300 };
const sign = (alg: string, header: object, key: CryptoKey | Uint8Array) =>
  new SignJWT(claims).setProtectedHeader({ alg, ...header }).sign(key);
const honest = await Promise.all([
  sign('RS256', { kid: 'rs' }, rs.privateKey),
  sign('ES256', { kid: 'es' }, es.privateKey),
  sign('ES256', {}, es.privateKey),
]);
const publicBytes = new TextEncoder().encode(JSON.stringify(keys[0]));
const forged = await Promise.all([
  sign('ES256', { kid: 'es' }, thief.privateKey),
  sign('ES256', { jwk: thieves }, thief.privateKey),
  sign('ES256', { kid: 'es', jku: 'https://evil.example/jwks' }, thief.privateKey),
  sign('HS256', { kid: 'rs' }, publicBytes),
  Promise.resolve(`${btoa('{"alg":"none"}').replaceAll('=', '')}.${honest[0]?.split('.')[1]}.`),
]);

const set = fc.oneof(
  { weight: 8, arbitrary: fc.constant({ keys }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(300, 10_000).map((many) => ({ keys: Array.from({ length: many }, () => keys[0]) })),
  },
);
const cases = fc.record({
  answer: answering(
    fc.oneof(
      { weight: 30, arbitrary: bentJson(fc.constant({ keys }), 3) },
      { weight: 1, arbitrary: set.map((each) => JSON.stringify(each)) },
    ),
  ),
  jwt: fc.oneof(fc.constantFrom(...honest), fc.constantFrom(...forged)),
  secret: fc.boolean(),
});

/** The keys that a server publishes. Whatever they are, nothing is good that none of its own keys signed. */
export const jwks = border('jwks', cases, async ({ answer, jwt, secret }) => {
  const profile: Profile = aProfile({
    ...{ issuer, metadata: { issuer, jwks_uri: `${issuer}/jwks` } },
    ...(secret && { client_secret: 'of-the-client', token_endpoint_auth_method: 'client_secret_post' as const }),
  });
  const fetch = async () => responseOf(answer);
  const ports = { fetch, now: () => noon };
  const isForged = forged.includes(jwt);

  assert.ok(!(await cameOrRefused(() => verifyIdToken(profile, jwt, ports))) || !isForged, 'a forged ID token is good');
  const access = await cameOrRefused(() => verifyAccessToken(profile, jwt, `${issuer}/jwks`, ports));
  assert.ok(!access || access.wrong || !isForged, 'a forged access token is good');
  const token = await cameOrRefused(() => requestCode(profile, jwt, fetch));
  assert.ok(!token || !isForged, 'a forged ID token gives a token');

  const pasted = await cameOrRefused(() => readJwks(answer.text));
  if (!pasted) return;
  const delivery = { url: '/hook', headers: [], body: jwt };
  const checked = await cameOrRefused(() => verifyWebhook(delivery, { by: 'jws' }, { jwks: pasted }, ports));
  assert.ok(
    !isForged || checked?.verdict === 'wrong' || checked?.verdict === 'unsigned' || !checked,
    'a forged delivery is good',
  );
});
