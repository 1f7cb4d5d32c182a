import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientKey, createClientKey } from '../client-key.ts';
import { type OddServer, startOddServer } from '../odd-server.ts';
import { strictClients } from './strict-client.ts';
import { askStrictly, grant, strictClient, strictEndpoint } from './strict-endpoint.ts';

let server: OddServer;
beforeAll(async () => {
  server = await startOddServer(strictEndpoint({ extension: () => grant() }));
});
afterAll(() => server.close());

const url = () => `${server.origin}/token`;
const right = { grant_type: 'extension' };
const form = 'application/x-www-form-urlencoded';

/** A request as it stands, without the client that `askStrictly` adds. */
async function ask(parameters: Record<string, string>, headers: Record<string, string> = {}) {
  const body = new URLSearchParams({ ...right, ...parameters });
  const answer = await fetch(url(), { method: 'POST', headers, body });
  return { status: answer.status, ...((await answer.json()) as Record<string, unknown>) };
}

const now = () => Math.floor(Date.now() / 1000);
let ids = 0;

async function assertion(
  changes: Record<string, unknown> = {},
  key: CryptoKey = clientKey.privateKey,
): Promise<string> {
  const { client_id } = strictClients.private_key_jwt;
  const claims = { iss: client_id, sub: client_id, aud: url(), jti: `jti-${++ids}`, exp: now() + 60, ...changes };
  return new SignJWT(claims).setProtectedHeader({ alg: 'ES256' }).sign(key);
}

const asserted = (client_assertion: string, changes: Record<string, string> = {}) => ({
  client_id: strictClients.private_key_jwt.client_id,
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion,
  ...changes,
});

describe('A strict server takes', () => {
  test('each client by its own method', async () => {
    const { none, client_secret_post } = strictClients;
    expect((await askStrictly(url(), right)).status).toBe(200);
    expect(await ask(none)).toMatchObject({ status: 200 });
    expect(await ask(client_secret_post)).toMatchObject({ status: 200 });
    expect(await ask(asserted(await assertion()))).toMatchObject({ status: 200 });
  });
});

describe('A strict server refuses', () => {
  test('what is no POST of a form', async () => {
    expect((await fetch(url())).status).toBe(405);
    const headers = { 'Content-Type': 'application/json' };
    expect((await fetch(url(), { method: 'POST', headers, body: '{}' })).status).toBe(400);
  });

  test('a parameter that stands twice (RFC 6749, section 3.2), and an unknown grant', async () => {
    const twice = await askStrictly(url(), [...Object.entries(right), ['scope', 'a'], ['scope', 'b']]);
    expect(twice.body.error_description).toBe('scope stands twice');
    expect((await askStrictly(url(), { grant_type: 'other' })).body.error).toBe('unsupported_grant_type');
  });

  test.each<[string, () => Promise<Record<string, string>> | Record<string, string>, string]>([
    ['nobody', () => ({}), 'who are you?'],
    ['a client that shows nothing', () => ({ client_id: strictClient.client_id }), 'who are you?'],
    ['a wrong secret', () => ({ ...strictClients.client_secret_post, client_secret: 'x' }), 'wrong secret'],
    ['another client’s method', () => ({ ...strictClient }), 'wrong secret'],
    ['an assertion for somebody else', async () => asserted(await assertion({ aud: 'https://x.example' })), '"aud"'],
    ['an assertion that has ended', async () => asserted(await assertion({ exp: now() - 1 })), '"exp"'],
    ['an assertion without an end', async () => asserted(await assertion({ exp: undefined })), '"exp"'],
    ['an assertion without a number', async () => asserted(await assertion({ jti: undefined })), '"jti"'],
    ['an assertion of another client', async () => asserted(await assertion({ sub: 'x' })), '"sub"'],
    [
      'an assertion by another key',
      async () => asserted(await assertion({}, (await createClientKey('other')).privateKey)),
      'signature',
    ],
    [
      'a thing of another type',
      async () => asserted(await assertion(), { client_assertion_type: 'x' }),
      'client_assertion_type',
    ],
    ['a secret for a key', async () => asserted(await assertion(), { client_secret: 'x' }), 'more than one method'],
  ])('%s', async (_, parameters, words) => {
    expect(await ask(await parameters())).toMatchObject({
      status: 401,
      error: 'invalid_client',
      error_description: expect.stringContaining(words),
    });
  });

  test('an assertion that it has seen', async () => {
    const once = asserted(await assertion());
    expect(await ask(once)).toMatchObject({ status: 200 });
    expect(await ask(once)).toMatchObject({ status: 401, error_description: 'jti was used before' });
  });
});

describe('A strict server checks proofs of possession (RFC 9449, section 4.3), and', async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(publicKey);

  async function proof(
    changes: Record<string, unknown> = {},
    header: object = {},
    key: CryptoKey = privateKey,
  ): Promise<string> {
    const claims = { htm: 'POST', htu: url(), jti: `proof-${++ids}`, nonce: 'strict-nonce', iat: now(), ...changes };
    return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk, ...header }).sign(key);
  }
  const prove = async (dpop: string) => ask(strictClients.none, { dpop, 'content-type': form });

  test('binds the token of a good one', async () => {
    expect(await prove(await proof())).toMatchObject({ status: 200, token_type: 'DPoP' });
  });

  test.each<[string, () => Promise<string>, string]>([
    ['refuses one for another URL', () => proof({ htu: 'https://x.example/token' }), 'invalid_dpop_proof'],
    ['refuses one for another method', () => proof({ htm: 'GET' }), 'invalid_dpop_proof'],
    ['refuses an old one', () => proof({ iat: now() - 600 }), 'invalid_dpop_proof'],
    ['refuses one without a number', () => proof({ jti: undefined }), 'invalid_dpop_proof'],
    ['refuses one of another type', () => proof({}, { typ: 'JWT' }), 'invalid_dpop_proof'],
    [
      'refuses one by another key',
      async () => proof({}, {}, (await createClientKey('x')).privateKey),
      'invalid_dpop_proof',
    ],
    [
      'refuses one that shows its private key',
      async () => proof({}, { jwk: await exportJWK(privateKey) }),
      'invalid_dpop_proof',
    ],
    ['refuses what is no JWT', async () => 'proof', 'invalid_dpop_proof'],
    ['wants its nonce', () => proof({ nonce: undefined }), 'use_dpop_nonce'],
  ])('%s', async (_, dpop, error) => {
    expect(await prove(await dpop())).toMatchObject({ status: 400, error });
  });

  test('refuses one that it has seen', async () => {
    const once = await proof();
    expect(await prove(once)).toMatchObject({ status: 200 });
    expect(await prove(once)).toMatchObject({ status: 400, error_description: 'jti was used before' });
  });
});
