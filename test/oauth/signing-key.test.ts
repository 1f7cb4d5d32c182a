import { generateKeyPairSync } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, exportPKCS8, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { signingAlgorithms } from '../../src/core/profile.ts';
import type { SigningKey } from '../../src/core/signing-key.ts';
import { importSigningKey, newSigningKey } from '../../src/oauth/signing-key.ts';
import { noon } from '../core/support/records.ts';

/** Whether what the key signs is good for whoever has its public JWK. */
async function verifies({ privateKey, publicJwk, alg }: SigningKey): Promise<boolean> {
  const jwt = await new SignJWT({}).setProtectedHeader({ alg, kid: publicJwk.kid }).sign(privateKey);
  await jwtVerify(jwt, publicJwk as never);
  return true;
}

const secretMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'];

describe.each(signingAlgorithms)('A key for %s', (alg) => {
  test('that Tokendock makes signs, can be encrypted to be stored, and is named by its thumbprint (RFC 7638)', async () => {
    const key = await newSigningKey(alg, 'key', noon);
    expect(await verifies(key)).toBe(true);
    expect(key).toMatchObject({ id: 'key', alg, createdAt: noon, publicJwk: { alg, use: 'sig' } });
    expect(key.privateKey.extractable).toBe(true);
    expect(key.publicJwk.kid).toBe(await calculateJwkThumbprint(key.publicJwk as never));
  });

  test('is taken from a PEM and from a JWK', async () => {
    const { privateKey } = await generateKeyPair(alg, { extractable: true });
    const jwk = await exportJWK(privateKey);
    for (const text of [await exportPKCS8(privateKey), JSON.stringify(jwk)]) {
      const key = await importSigningKey(`\n${text}\n`, alg, 'key', noon);
      expect(await verifies(key)).toBe(true);
      expect(key.privateKey.extractable).toBe(true);
      expect(Object.keys(key.publicJwk).filter((name) => secretMembers.includes(name))).toEqual([]);
      expect(key.publicJwk.kid).toBe(await calculateJwkThumbprint(jwk));
    }
  });
});

test('A JWK that has a name keeps it: the server knows it by that', async () => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), kid: 'mine', use: 'sig', key_ops: ['sign'], ext: true };
  expect((await importSigningKey(JSON.stringify(jwk), 'ES256', 'key', noon)).publicJwk.kid).toBe('mine');
  const set = JSON.stringify({ keys: [jwk] });
  expect((await importSigningKey(set, 'ES256', 'key', noon)).publicJwk.kid).toBe('mine');
});

describe('A key that can’t be used is refused with a sentence that says why, and never repeats it', () => {
  const rsa = (format: object) =>
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem', ...format } as never,
    }) as unknown as { publicKey: string; privateKey: string };
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' });

  test.each([
    ['nothing', '', /neither a PEM nor a JWK/],
    ['any text', 'my secret key', /neither a PEM nor a JWK/],
    ['an encrypted PEM', rsa({ cipher: 'aes-256-cbc', passphrase: 'x' }).privateKey, /encrypted/],
    ['PKCS#1', rsa({ type: 'pkcs1' }).privateKey, /older form/],
    ['a public key', rsa({}).publicKey, /not a private key/],
    ['half a PEM', rsa({}).privateKey.slice(0, 400), /damaged/],
    ['a key for another algorithm', String(ec), /not made for RS256/],
    ['a key that is too short', String(small), /1024 bits/],
    ['broken JSON', '{"kty":"RSA","d":"geheim', /broken JSON/],
    ['other JSON', '{"d":"geheim"}', /no JWK/],
    ['a secret', '{"kty":"oct","k":"geheim"}', /secret/],
    ['a public JWK', '{"kty":"RSA","n":"AQ","e":"AQAB"}', /public/],
    ['nonsense in a JWK', '{"kty":"RSA","n":"AQ","e":"AQAB","d":"geheim"}', /damaged/],
    ['several keys', '{"keys":[{"kty":"RSA"},{"kty":"RSA"}]}', /several/],
  ])('%s', async (_, text, reason) => {
    const failure = await importSigningKey(text, 'RS256', 'key', noon).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'key_invalid', message: expect.stringMatching(reason) });
    const shown = JSON.stringify({ ...(failure as Error), message: (failure as Error).message });
    for (const line of text.split('\n').filter((each) => each.length > 30)) expect(shown).not.toContain(line);
    expect(shown).not.toContain('geheim');
  });
});
