import { jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { clientAuth, clientOf } from '../../../src/oauth/client.ts';
import { decodedJwt } from '../../../src/oauth/decode-jwt.ts';
import { keyThumbprint } from '../../../src/oauth/key-thumbprint.ts';
import { importSigningKey } from '../../../src/oauth/signing-key.ts';
import { verifyIdToken } from '../../../src/oauth/verify-id-token.ts';
import { aProfile, noon } from '../../core/support/records.ts';
import { holdKey, ports } from '../support/real-server.ts';
import { exampleServer, json } from './support/example-server.ts';

const payload = 'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ';
const claims = { iss: 'joe', exp: 1300819380, 'http://example.com/is_root': true };

/** RFC 7515, appendix A.1 (it is RFC 7519, section 3.1, too). */
const a1 = `eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.${payload}.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk`;
/** Appendix A.2. */
const a2 = `eyJhbGciOiJSUzI1NiJ9.${payload}.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw`;
const a2Key = {
  kty: 'RSA',
  n: 'ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ',
  e: 'AQAB',
};
/** Appendix A.3. */
const a3 = `eyJhbGciOiJFUzI1NiJ9.${payload}.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q`;
const a3Key = {
  kty: 'EC',
  crv: 'P-256',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
};
const a3Private = { ...a3Key, d: 'jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI' };
/** RFC 7519, section 6.1. */
const unsecured = `eyJhbGciOiJub25lIn0.${payload}.`;

describe('RFC 7515, appendix A, and RFC 7519', () => {
  test.each<[string, string, object]>([
    ['A.1 (HS256)', a1, { typ: 'JWT', alg: 'HS256' }],
    ['A.2 (RS256)', a2, { alg: 'RS256' }],
    ['A.3 (ES256)', a3, { alg: 'ES256' }],
    ['RFC 7519, section 6.1 (none)', unsecured, { alg: 'none' }],
  ])('the token of %s is read to the letter', (_, jwt, header) => {
    expect(decodedJwt(jwt)).toEqual({ header, claims });
  });

  // What is printed are no ID tokens: after the signature the claims fail, so that what fails first says whether the signature is good.
  const profile = aProfile({ issuer: 'joe', endpoints: { jwks_uri: 'https://server.example.com/jwks' } });
  const verify = (jwt: string, key: object) => {
    const example = { ...exampleServer(json({ keys: [key] })).ports, now: () => 0 };
    return verifyIdToken(profile, jwt, example).then(
      () => 'good',
      ({ values }) => String(values.reason),
    );
  };
  const changed = (jwt: string) => jwt.replace(/\.eyJpc3MiOiJqb2Ui/, '.eyJpc3MiOiJqb2Ei');

  test.each<[string, string, object]>([
    ['A.2', a2, a2Key],
    ['A.3', a3, a3Key],
  ])('the signature of %s is good, and that of a changed one is not', async (_, jwt, key) => {
    expect(await verify(jwt, key)).not.toContain('signature');
    expect(await verify(jwt, key)).toMatch(/“(sub|iat|aud)”/);
    expect(await verify(changed(jwt), key)).toContain('signature is wrong');
  });

  test('the token without a signature is taken by nobody', async () => {
    expect(await verify(unsecured, a2Key)).not.toMatch(/good|“/);
  });

  test('A.3: the key is imported as it is printed, and what it signs can be checked with its public half', async () => {
    const key = await importSigningKey(JSON.stringify(a3Private), 'ES256', 'rfc', noon);
    expect(key.publicJwk).toMatchObject(a3Key);
    expect(key.publicJwk).not.toHaveProperty('d');
    const client = { client_id: 's6BhdRkqt3', token_endpoint_auth_method: 'private_key_jwt' as const, ...holdKey(key) };
    const body = new URLSearchParams();
    await clientAuth(client, ports)({ issuer: 'https://server.example.com' }, clientOf(client), body, new Headers());
    const assertion = body.get('client_assertion') ?? '';
    expect((await jwtVerify(assertion, a3Key, { subject: 's6BhdRkqt3' })).protectedHeader.alg).toBe('ES256');
  });
});

test('RFC 7638, section 3.1: the thumbprint of the printed key is the printed one', async () => {
  const jwk = {
    kty: 'RSA',
    n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
    e: 'AQAB',
    alg: 'RS256',
    kid: '2011-04-29',
  };
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('jwk', jwk, algorithm, true, ['verify']);
  expect(await keyThumbprint(key)).toBe('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs');
});
