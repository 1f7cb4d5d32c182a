import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { userMark } from '../../src/core/user-mark.ts';
import { pasteToken } from '../../src/features/paste-token.ts';
import { readStatus } from '../../src/features/status.ts';
import { viewToken } from '../../src/features/token-details.ts';
import { decodedJwt } from '../../src/oauth/decode-jwt.ts';
import { importSigningKey } from '../../src/oauth/signing-key.ts';
import { aProfile, noon } from '../core/support/records.ts';
import { bentJson, bentTexts } from './support/bend.ts';
import { border } from './support/border.ts';
import { cameOrRefused } from './support/refusal.ts';
import { expectNoSecret, secret, sendableSecret } from './support/secret.ts';
import { strangeText } from './support/strange.ts';
import { worldOf } from './support/world.ts';

const b64 = (text: string) => Buffer.from(text).toString('base64url');
const claims = {
  iss: 'https://id.acme.example',
  sub: 'alice',
  preferred_username: 'Alice',
  exp: noon / 1000,
  aud: ['tester', 'b'],
  azp: 'c',
  scope: 'a b',
};
/** A JWT of strange claims, its signature a secret. */
const jwt = fc
  .tuple(
    bentJson(fc.constant({ alg: 'RS256', kid: 'a', typ: 'JWT', jku: 'https://evil.example' }), 2),
    bentJson(fc.constant(claims)),
    sendableSecret,
  )
  .map(([header, payload, signature]) => `${b64(header)}.${b64(payload)}.${signature}`);
const text = fc.oneof(
  { weight: 3, arbitrary: jwt },
  { weight: 3, arbitrary: sendableSecret },
  { weight: 1, arbitrary: sendableSecret.map((each) => `Authorization: Bearer ${each}\n`) },
  { weight: 1, arbitrary: strangeText },
);
const pem = '-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg\n-----END PRIVATE KEY-----';
const jwk = (d: string) => ({
  kty: 'EC',
  crv: 'P-256',
  x: 'a'.repeat(43),
  y: 'b'.repeat(43),
  d,
  use: 'sig',
  alg: 'ES256',
});
const key = fc.oneof(
  bentJson(
    fc
      .tuple(secret, fc.nat(3))
      .map(
        ([d, which]) => [jwk(d), { keys: [jwk(d)] }, { kty: 'oct', k: d }, { kty: 'RSA', n: 'a', e: 'AQAB', d }][which],
      ),
  ),
  bentTexts(fc.constant(pem)),
);

const cases = fc.record({
  access_token: text,
  refresh_token: fc.oneof(fc.constant(''), text),
  id_token: fc.oneof({ weight: 2, arbitrary: fc.constant('') }, { weight: 1, arbitrary: text }),
  expires_in: fc.oneof(fc.constantFrom('', '3600', '1e9', '-1', '0x10', 'Infinity'), strangeText),
  client_secret: fc.option(secret, { nil: undefined }),
  userInfo: bentJson(fc.constant(claims)),
  key,
});

/** Tokens and keys that testers paste. */
export const pastedToken = border('pasted-token', cases, async ({ userInfo, key, client_secret, ...texts }) => {
  const profile = aProfile({
    issuer: claims.iss,
    metadata: { issuer: claims.iss, userinfo_endpoint: `${claims.iss}/userinfo` },
  });
  const { memory, ports } = worldOf(
    profile,
    () => new Response(userInfo, { headers: { 'content-type': 'application/json' } }),
  );
  const pasted = { profileId: profile.id, ...texts, ...(client_secret !== undefined && { client_secret }) };
  const id = await cameOrRefused(() => pasteToken(pasted, ports));
  if (id !== undefined) {
    const token = memory.disk.tokens.get(id) ?? assert.fail('it is not there');
    assert.match(token.access_token, /^[\x21-\x7e]+$/);
    assert.deepEqual(JSON.parse(JSON.stringify(token)), token);
    expectNoSecret(await viewToken(id, ports), 'what is shown of a token');
    const { profiles } = await readStatus({}, ports, async () => ({ renewing: [], drafts: [] }));
    expectNoSecret(profiles, 'the status');
    for (const { label } of profiles.flatMap(({ tokens }) => tokens)) userMark(label);
  }
  expectNoSecret([...memory.disk.traces.values()], 'a trace');
  decodedJwt(texts.access_token);
  const imported = await cameOrRefused(() => importSigningKey(key, 'ES256', 'key', noon));
  expectNoSecret(imported?.publicJwk, 'a public key');
});
