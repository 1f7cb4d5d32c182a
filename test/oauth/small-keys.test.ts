import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { verifyAccessToken } from '../../src/oauth/verify-access-token.ts';
import { verifyIdToken } from '../../src/oauth/verify-id-token.ts';
import { aProfile, noon } from '../core/support/records.ts';

const issuer = 'https://id.acme.example';
const profile = aProfile({ issuer, metadata: { issuer, jwks_uri: `${issuer}/jwks` } });
const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 1024,
  publicExponent: new Uint8Array([1, 0, 1]),
};

test('A key of the server that is too small to be trusted is told in words', async () => {
  const { publicKey } = await crypto.subtle.generateKey(rsa, true, ['sign', 'verify']);
  const { privateKey } = await crypto.subtle.generateKey({ ...rsa, modulusLength: 2048 }, true, ['sign', 'verify']);
  const jwk = { ...(await crypto.subtle.exportKey('jwk', publicKey)), kid: 'small' };
  const jwt = await new SignJWT({ iss: issuer, aud: 'tester', sub: 'alice', iat: noon / 1000, exp: noon / 1000 + 60 })
    .setProtectedHeader({ alg: 'RS256', kid: 'small' })
    .sign(privateKey);
  const ports = { fetch: async () => Response.json({ keys: [jwk] }), now: () => noon };
  await expect(verifyIdToken(profile, jwt, ports)).rejects.toMatchObject({ code: 'id_token_unchecked' });
  await expect(verifyAccessToken(profile, jwt, `${issuer}/jwks`, ports)).rejects.toMatchObject({
    code: 'token_uncheckable',
  });
});
