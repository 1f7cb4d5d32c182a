import { calculateJwkThumbprint, decodeProtectedHeader, type JWK, jwtVerify } from 'jose';
import { afterEach, describe, expect, test } from 'vitest';
import { dpopHandle } from '../../src/oauth/dpop.ts';
import { requestClientCredentials } from '../../src/oauth/grants/client-credentials.ts';
import { refresh } from '../../src/oauth/grants/refresh.ts';
import { aProfile, aToken } from '../core/support/records.ts';
import { clientKey } from '../support/client-key.ts';
import { type OddServer, startOddServer } from '../support/odd-server.ts';
import { tokens } from './support/odd-issuer.ts';
import { ports as held } from './support/real-server.ts';

let ids = 0;
const ports = { ...held, randomId: () => `dpop-${++ids}` };

let server: OddServer;
afterEach(() => server?.close());

const profile = () => aProfile({ dpop: true, endpoints: { token_endpoint: `${server.origin}/token?v=2` } });

const proofs = () => server.requests.map(({ headers }) => String(headers.dpop));

describe('A proof of possession', () => {
  test('names its key as RFC 9449, figures 2 and 8, do', async () => {
    const jwk = {
      kty: 'EC',
      x: 'l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs',
      y: '9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA',
      crv: 'P-256',
    };
    const publicKey = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'verify',
    ]);
    const handle = dpopHandle(aProfile(), { id: 'rfc', privateKey: clientKey.privateKey, publicKey });
    expect(await handle.calculateThumbprint()).toBe('0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I');
  });

  test('goes with the token request, for this method and this URL without its query (section 4.2)', async () => {
    server = await startOddServer(() => tokens({ token_type: 'DPoP' }));
    const token = await requestClientCredentials(profile(), ports);
    const [proof = ''] = proofs();
    const { jwk, typ } = decodeProtectedHeader(proof);
    const { payload } = await jwtVerify(proof, jwk as JWK);
    expect(typ).toBe('dpop+jwt');
    expect(jwk).not.toHaveProperty('d');
    expect(payload).toMatchObject({ htm: 'POST', htu: `${server.origin}/token`, jti: expect.any(String) });
    const key = await ports.dpopKeys.get(token.dpopKeyId ?? '');
    // Stored it is encrypted, and read again it is not (test/platform/database.test.ts).
    expect(key?.privateKey.extractable).toBe(true);
    const thumbprint = await dpopHandle(profile(), key as NonNullable<typeof key>).calculateThumbprint();
    expect(thumbprint).toBe(await calculateJwkThumbprint(jwk as JWK));
  });

  test('names the method that the provider wants', async () => {
    server = await startOddServer(() => tokens({ token_type: 'DPoP' }));
    const deviations = { requests: { token: { method: 'GET' as const } } };
    await requestClientCredentials({ ...profile(), deviations }, ports);
    expect(server.requests[0]?.method).toBe('GET');
    const [proof = ''] = proofs();
    const { payload } = await jwtVerify(proof, decodeProtectedHeader(proof).jwk as JWK);
    expect(payload).toMatchObject({ htm: 'GET', htu: `${server.origin}/token` });
  });

  test('is made again with the server’s nonce, once (section 8)', async () => {
    server = await startOddServer(({ headers }) => {
      const { nonce } = JSON.parse(Buffer.from(String(headers.dpop).split('.')[1] ?? '', 'base64url').toString());
      if (nonce === 'the-nonce') return tokens({ token_type: 'DPoP' });
      return { status: 400, headers: { 'DPoP-Nonce': 'the-nonce' }, json: { error: 'use_dpop_nonce' } };
    });
    await requestClientCredentials(profile(), ports);
    const [first, second, ...more] = proofs();
    expect(second).not.toBe(first);
    expect(more).toEqual([]);
  });

  test('is not made for ever where the server is never content', async () => {
    server = await startOddServer(() => ({
      status: 400,
      headers: { 'DPoP-Nonce': 'another' },
      json: { error: 'use_dpop_nonce' },
    }));
    await expect(requestClientCredentials(profile(), ports)).rejects.toMatchObject({ code: 'token_refused' });
    expect(proofs()).toHaveLength(2);
  });

  test('comes from the token’s own key at each renewal, also when the profile has DPoP no more', async () => {
    server = await startOddServer(() => tokens({ token_type: 'DPoP' }));
    const { dpopKeyId = '' } = await requestClientCredentials(profile(), ports);
    const fresh = await refresh({ ...profile(), dpop: false }, aToken({ dpopKeyId }), ports);
    expect(fresh.dpopKeyId).toBe(dpopKeyId);
    const [first = '', second = ''] = proofs();
    expect(decodeProtectedHeader(second).jwk).toEqual(decodeProtectedHeader(first).jwk);
  });

  test('does not make a bound token of what the server gives as Bearer', async () => {
    server = await startOddServer(() => tokens());
    expect(await requestClientCredentials(profile(), ports)).not.toHaveProperty('dpopKeyId');
  });

  test('uses an algorithm that the server takes', async () => {
    server = await startOddServer(() => tokens({ token_type: 'DPoP' }));
    const metadata = { issuer: server.origin, dpop_signing_alg_values_supported: ['PS256', 'RS256'] };
    await requestClientCredentials({ ...profile(), metadata }, ports);
    expect(decodeProtectedHeader(proofs()[0] ?? '').alg).toBe('RS256');
  });
});
