import { decodeJwt, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Profile } from '../../../src/core/profile.ts';
import { requestByGrant } from '../../../src/oauth/grants/generic.ts';
import { jwtBearerRequest } from '../../../src/oauth/grants/jwt-bearer.ts';
import { aProfile } from '../../core/support/records.ts';
import { clientKey, createClientKey } from '../../support/client-key.ts';
import type { OddServer } from '../../support/odd-server.ts';
import { jwtBearer, startJwtBearerServer } from '../../support/strict/jwt-bearer-server.ts';
import { askStrictly, strictClient } from '../../support/strict/strict-endpoint.ts';
import { ports as held, holdKey } from '../support/real-server.ts';

let ids = 0;
const ports = { ...held, now: () => Date.now(), randomId: () => `jti-${++ids}` };
const key = holdKey(clientKey);

let server: OddServer;
beforeAll(async () => {
  server = await startJwtBearerServer(clientKey.publicJwk);
});
afterAll(() => server.close());

const profile = (changes: Partial<Profile> = {}) =>
  aProfile({
    ...strictClient,
    ...key,
    endpoints: { token_endpoint: `${server.origin}/token` },
    grant_type: jwtBearer,
    token_endpoint_auth_method: 'client_secret_basic',
    assertionClaims: '{"sub":"alice"}',
    ...changes,
  });

async function ask(changes: Partial<Profile> = {}) {
  const each = profile(changes);
  return requestByGrant(each, await jwtBearerRequest(each, ports), ports);
}

describe('The JWT bearer server refuses an assertion', () => {
  const seconds = () => Math.floor(Date.now() / 1000);
  const right = () => ({ iss: 'strict-client', sub: 'alice', aud: `${server.origin}/token`, jti: `raw-${++ids}` });
  test.each<[string, Record<string, unknown>]>([
    ['for somebody else', { aud: 'https://elsewhere.example' }],
    ['that has ended', { exp: seconds() - 1 }],
    ['without an end', { exp: undefined }],
    ['that is not good yet', { nbf: seconds() + 60 }],
    ['of another issuer', { iss: 'somebody' }],
    ['without a subject', { sub: undefined }],
    ['without a number', { jti: undefined }],
    ['that was issued long ago', { iat: seconds() - 3600 }],
  ])('%s', async (_, changes) => {
    const claims = { exp: seconds() + 60, ...right(), ...changes };
    const signed = new SignJWT({ iat: seconds(), ...claims }).setProtectedHeader({ alg: 'ES256' });
    const assertion = await signed.sign(clientKey.privateKey);
    const { body } = await askStrictly(`${server.origin}/token`, { grant_type: jwtBearer, assertion });
    expect(body.error).toBe('invalid_grant');
  });

  test('that is not signed, or by a secret', async () => {
    const payload = Buffer.from(JSON.stringify({ ...right(), exp: seconds() + 60, iat: seconds() })).toString(
      'base64url',
    );
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    const mac = await new SignJWT({ ...right(), exp: seconds() + 60 })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuedAt()
      .sign(new TextEncoder().encode(JSON.stringify(clientKey.publicJwk)));
    for (const assertion of [unsigned, mac]) {
      const { body } = await askStrictly(`${server.origin}/token`, { grant_type: jwtBearer, assertion });
      expect(body.error).toBe('invalid_grant');
    }
  });

  test('signed by another key', async () => {
    const other = holdKey(await createClientKey('other-key'));
    await expect(ask(other)).rejects.toMatchObject({ code: 'token_refused', quote: { error: 'invalid_grant' } });
  });

  test('that it has seen', async () => {
    const { parameters } = await jwtBearerRequest(profile(), ports);
    const request = { grant_type: jwtBearer, assertion: parameters.assertion ?? '' };
    expect((await askStrictly(`${server.origin}/token`, request)).status).toBe(200);
    expect((await askStrictly(`${server.origin}/token`, request)).body.error_description).toBe('jti was used before');
  });
});

describe('An assertion', () => {
  test('is built from the claims and signed, and a new one each time (RFC 7523, section 3)', async () => {
    expect((await ask()).access_token).toBe('for-alice');
    expect((await ask()).access_token).toBe('for-alice');
  });

  test('says what the tester claims, even where Tokendock would say something else', async () => {
    const claims = { sub: 'alice', iss: 'me', aud: ['a', 'b'], exp: 5, name: 'Zoë' };
    const { parameters } = await jwtBearerRequest(profile({ assertionClaims: JSON.stringify(claims) }), ports);
    expect(decodeJwt(parameters.assertion ?? '')).toMatchObject({ ...claims, jti: expect.any(String) });
  });

  test('is for the issuer where that is known', async () => {
    const { parameters } = await jwtBearerRequest(profile({ issuer: 'https://id.example' }), ports);
    expect(decodeJwt(parameters.assertion ?? '').aud).toBe('https://id.example');
  });

  test('is sent as it was pasted', async () => {
    const pasted = { assertion: ' a.pasted.jwt\n' };
    const { parameters } = await jwtBearerRequest(profile(pasted), ports);
    expect(parameters.assertion).toBe('a.pasted.jwt');
  });

  test('can’t be built without its key, or from what is no JSON', async () => {
    await expect(ask({ keyId: 'deleted' })).rejects.toMatchObject({ code: 'key_gone' });
    await expect(ask({ assertionClaims: '{' })).rejects.toMatchObject({ code: 'profile_incomplete' });
  });
});
