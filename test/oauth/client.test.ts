import * as fc from 'fast-check';
import { decodeJwt, type JWK, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { authMethods, signingAlgorithms } from '../../src/core/profile.ts';
import { clientAuth, clientOf, clientSecrets } from '../../src/oauth/client.ts';
import { newSigningKey } from '../../src/oauth/signing-key.ts';
import { clientKey } from '../support/client-key.ts';
import { holdKey, ports } from './support/real-server.ts';

holdKey(clientKey);

type Client = Parameters<typeof clientAuth>[0];

/** What the client authentication writes into a token request. */
async function sent(client: Client): Promise<{ basic: string | undefined; body: string }> {
  const body = new URLSearchParams();
  const headers = new Headers();
  await clientAuth(client, ports)({ issuer: '' }, clientOf(client), body, headers);
  const basic = headers.get('authorization')?.replace(/^Basic /, '');
  return { basic: basic === undefined ? undefined : atob(basic), body: body.toString() };
}

const signing: Client = { client_id: 'tester', token_endpoint_auth_method: 'private_key_jwt', keyId: clientKey.id };

async function assertionOf(client: Client): Promise<string> {
  const body = new URLSearchParams();
  const server = { issuer: client.issuer ?? 'https://id.example', token_endpoint: 'https://id.example/token' };
  await clientAuth(client, ports)(server, clientOf(client), body, new Headers());
  return body.get('client_assertion') ?? '';
}

describe('A client shows who it is', () => {
  test('by its id alone, when it is public: no empty Basic header, which servers refuse (Insomnia)', async () => {
    const client: Client = { client_id: 'tester', token_endpoint_auth_method: 'none' };
    expect(await sent(client)).toEqual({ basic: undefined, body: 'client_id=tester' });
  });

  test('by its id alone even when a secret was typed, as long as the profile says “None”', async () => {
    const client: Client = { client_id: 'tester', client_secret: 'hush', token_endpoint_auth_method: 'none' };
    expect(JSON.stringify(await sent(client))).not.toContain('hush');
  });

  test('in the Basic header, form-encoded as RFC 6749 2.3.1 says (Bruno, Yaak, httpYac and oauth2c send it raw)', async () => {
    const client: Client = {
      client_id: 'a:b',
      client_secret: 's+%/: ü',
      token_endpoint_auth_method: 'client_secret_basic',
    };
    expect(await sent(client)).toEqual({ basic: 'a%3Ab:s%2B%25%2F%3A+%C3%BC', body: '' });
  });

  test('in the Basic header, without encoding what needs none: a UUID stays one for servers that decode nothing', async () => {
    const client: Client = {
      client_id: '7a6b-4c_d.e*',
      client_secret: 'long-secure-random-secret',
      token_endpoint_auth_method: 'client_secret_basic',
    };
    expect((await sent(client)).basic).toBe('7a6b-4c_d.e*:long-secure-random-secret');
  });

  test('in the Basic header as it is, where the server wants it so: that is a choice', async () => {
    const client: Client = {
      client_id: 'a:b',
      client_secret: 's+%/: ü',
      token_endpoint_auth_method: 'client_secret_basic',
      rawBasic: true,
    };
    const { basic = '' } = await sent(client);
    expect(Buffer.from(basic, 'latin1').toString()).toBe('a:b:s+%/: ü');
  });

  test('by an assertion that its key signed, for the issuer (RFC 7523, section 3)', async () => {
    const assertion = await assertionOf({ ...signing, issuer: 'https://id.example' });
    const { protectedHeader, payload } = await jwtVerify(assertion, clientKey.publicJwk, { subject: 'tester' });
    expect(protectedHeader).toMatchObject({ alg: 'ES256', kid: clientKey.id });
    expect(payload).toMatchObject({ iss: 'tester', aud: 'https://id.example', jti: expect.any(String) });
  });

  test('by an assertion for the token endpoint where no issuer is known, and a new one each time', async () => {
    const first = decodeJwt(await assertionOf(signing));
    expect(first.aud).toBe('https://id.example/token');
    expect(decodeJwt(await assertionOf(signing)).jti).not.toBe(first.jti);
  });

  test.each(signingAlgorithms)('by an assertion that a key for %s signed', async (alg) => {
    const made = await newSigningKey(alg, `key-${alg}`, 0);
    holdKey(made);
    const assertion = await assertionOf({ ...signing, keyId: made.id });
    const { protectedHeader } = await jwtVerify(assertion, made.publicJwk as JWK, { subject: 'tester' });
    expect(protectedHeader).toMatchObject({ alg, kid: made.publicJwk.kid });
  });

  test('by an assertion that its secret signed', async () => {
    const client: Client = { ...signing, client_secret: 'hush', token_endpoint_auth_method: 'client_secret_jwt' };
    await jwtVerify(await assertionOf(client), new TextEncoder().encode('hush'), { issuer: 'tester' });
  });

  test('not at all when its key was deleted: the failure says so', async () => {
    await expect(assertionOf({ ...signing, keyId: 'deleted' })).rejects.toMatchObject({ code: 'key_gone' });
  });

  test('by the certificate that the browser chooses', async () => {
    const client: Client = { client_id: 'tester', token_endpoint_auth_method: 'tls_client_auth' };
    expect(await sent(client)).toEqual({ basic: undefined, body: 'client_id=tester' });
  });

  test('in the body', async () => {
    const client: Client = { client_id: 'a b', client_secret: 's&t', token_endpoint_auth_method: 'client_secret_post' };
    expect(await sent(client)).toEqual({ basic: undefined, body: 'client_id=a+b&client_secret=s%26t' });
  });
});

describe('What must never be quoted', () => {
  test('is the secret, the Basic credentials in both spellings, the secret as it stands in them, and what stands for a user', () => {
    const profile = { client_id: 'a:b', client_secret: 's+t', password: 'the-password', assertion: 'the-assertion' };
    const credentials = [btoa('a%3Ab:s%2Bt'), 's%2Bt', btoa('a:b:s+t')];
    expect(clientSecrets(profile)).toEqual(['s+t', ...credentials, 'the-password', 'the-assertion']);
  });

  test('is nothing where there is no secret', () => {
    expect(clientSecrets({ client_id: 'tester' })).toEqual([]);
  });

  test('holds what any client sends', async () => {
    const wellFormed = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text.isWellFormed());
    await fc.assert(
      fc.asyncProperty(wellFormed, wellFormed, fc.constantFrom(...authMethods), async (id, secret, method) => {
        const key = { keyId: clientKey.id };
        const client: Client = { client_id: id, client_secret: secret, token_endpoint_auth_method: method, ...key };
        const { basic, body } = await sent(client);
        if (basic !== undefined) expect(clientSecrets(client)).toContain(btoa(basic));
        const posted = new URLSearchParams(body).get('client_secret');
        if (posted !== null) expect(clientSecrets(client)).toContain(posted);
      }),
    );
  });
});
