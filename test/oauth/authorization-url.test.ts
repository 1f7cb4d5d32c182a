import { jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import type { Parameter } from '../../src/core/parameter.ts';
import { authorizationUrl, newProof, newState, type Proof } from '../../src/oauth/authorization-request.ts';
import { aProfile } from '../core/support/records.ts';
import { clientKey } from '../support/client-key.ts';
import { holdKey, ports } from './support/real-server.ts';

/** RFC 7636, appendix B. */
const rfc7636 = {
  verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
};
const proof: Proof = { code_verifier: rfc7636.verifier, redirect_uri: 'https://app.acme.example/callback?x=1' };
const at = (authorization_endpoint: string) => ({ endpoints: { ...aProfile().endpoints, authorization_endpoint } });

const parameter = (name: string, value: string, more: Partial<Parameter> = {}): Parameter => {
  return { name, value, stage: 'authorize', place: 'query', on: true, ...more };
};

async function asked(changes: Parameters<typeof aProfile>[0] = {}, more: Partial<Proof> = {}): Promise<URL> {
  return new URL(await authorizationUrl(aProfile(changes), 'the-state', { ...proof, ...more }, ports));
}

describe('The sign-in page is asked', () => {
  test('for a code, with state and the PKCE challenge of RFC 7636, appendix B', async () => {
    const { origin, pathname, searchParams } = await asked();
    expect(origin + pathname).toBe('https://id.acme.example/authorize');
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: 'code',
      client_id: 'tester',
      redirect_uri: 'https://app.acme.example/callback?x=1',
      scope: 'pets:read',
      state: 'the-state',
      code_challenge: rfc7636.challenge,
      code_challenge_method: 'S256',
    });
  });

  test('with the verifier itself as a plain challenge, or with none (RFC 7636, section 4.2), as the tester chose', async () => {
    const plain = (await asked({ code_challenge_method: 'plain' })).searchParams;
    expect(plain.get('code_challenge')).toBe(rfc7636.verifier);
    expect(plain.get('code_challenge_method')).toBe('plain');
    const none = await newProof(aProfile({ code_challenge_method: 'none' }), 'https://app.example/', ports);
    expect(none).not.toHaveProperty('code_verifier');
    const url = await authorizationUrl(aProfile({ code_challenge_method: 'none' }), 'the-state', none, ports);
    expect(url).not.toContain('challenge');
  });

  test.each([
    ['implicit', undefined, 'token'],
    ['implicit', 'id_token token', 'id_token token'],
    ['hybrid', undefined, 'code id_token'],
    ['hybrid', 'code token', 'code token'],
  ] as const)('for what the %s grant (%s) gives: %s', async (grant_type, response_type, expected) => {
    const { searchParams } = await asked({ grant_type, ...(response_type && { response_type }) });
    expect(searchParams.get('response_type')).toBe(expected);
  });

  test('without a challenge where no code comes, and with a nonce where an ID token does', async () => {
    const proofOf = (response_type: 'token' | 'id_token') =>
      newProof(aProfile({ grant_type: 'implicit', response_type, dpop: true }), 'https://app.example/', ports);
    expect(await proofOf('token')).toEqual({ redirect_uri: 'https://app.example/' });
    expect(await proofOf('id_token')).toEqual({ redirect_uri: 'https://app.example/', nonce: expect.any(String) });
  });

  test('to answer in the way that the tester chose', async () => {
    expect((await asked({ response_mode: 'form_post' })).searchParams.get('response_mode')).toBe('form_post');
  });

  test('by a signed request object alone, which holds everything (RFC 9101)', async () => {
    const parameters = [
      parameter('authorization_details', '[{"type":"payment"}]'),
      parameter('claims', '{"id_token":{"acr":null}}'),
      parameter('max_age', '60'),
      parameter('resource', 'https://a.example'),
      parameter('resource', 'https://b.example'),
    ];
    const issuer = 'https://id.acme.example';
    const { searchParams } = await asked({ signedRequest: true, issuer, parameters, ...holdKey(clientKey) });
    expect([...searchParams.keys()].sort()).toEqual(['client_id', 'request', 'response_type', 'scope']);
    const { payload, protectedHeader } = await jwtVerify(searchParams.get('request') ?? '', clientKey.publicJwk, {
      audience: issuer,
      issuer: 'tester',
    });
    expect(protectedHeader).toMatchObject({ typ: 'oauth-authz-req+jwt', kid: clientKey.id });
    expect(payload).toMatchObject({
      state: 'the-state',
      code_challenge: rfc7636.challenge,
      authorization_details: [{ type: 'payment' }],
      claims: { id_token: { acr: null } },
      max_age: 60,
      resource: ['https://a.example', 'https://b.example'],
    });
  });

  test('with a nonce when there is one, and without a scope when there is none', async () => {
    expect((await asked({}, { nonce: 'the-nonce' })).searchParams.get('nonce')).toBe('the-nonce');
    expect((await asked({ scope: [] })).searchParams.has('scope')).toBe(false);
  });

  test('with the scopes as this server wants them', async () => {
    const { searchParams } = await asked({ scope: ['repo', 'gist'], scopeSeparator: ',' });
    expect(searchParams.get('scope')).toBe('repo,gist');
  });

  test('at an endpoint with a query of its own, which stays to the letter', async () => {
    const { search } = await asked(at('https://id.acme.example/authorize?p=B2C_1_in&flag&x=a%20b+c#part'));
    expect(search).toMatch(/^\?p=B2C_1_in&flag&x=a%20b\+c&response_type=code&/);
  });

  test('with the tester’s own parameters, which beat ours and those of the endpoint', async () => {
    const parameters = [
      parameter('prompt', 'login consent'),
      parameter('response_type', 'code id_token'),
      parameter('audience', 'mine'),
      parameter('resource', 'https://a.example'),
      parameter('resource', 'https://b.example'),
    ];
    const { searchParams } = await asked({
      ...at('https://id.acme.example/authorize?audience=its'),
      parameters,
    });
    expect(searchParams.get('prompt')).toBe('login consent');
    expect(searchParams.getAll('response_type')).toEqual(['code id_token']);
    expect(searchParams.getAll('audience')).toEqual(['mine']);
    expect(searchParams.getAll('resource')).toEqual(['https://a.example', 'https://b.example']);
  });

  test('by a client id of the endpoint’s own query, once', async () => {
    const { searchParams } = await asked(at('https://id.acme.example/authorize?client_id=other'));
    expect(searchParams.getAll('client_id')).toEqual(['other']);
  });

  test.each(['state', 'nonce', 'code_challenge', 'code_challenge_method', 'redirect_uri'])(
    'with our own %s, whoever else names one: it protects the login',
    async (name) => {
      const { searchParams } = await asked(
        {
          ...at(
            `https://id.acme.example/authorize?${name}=endpoint&%${name.charCodeAt(0).toString(16)}${name.slice(1)}=coded`,
          ),
          parameters: [parameter(name, 'tester')],
        },
        { nonce: 'the-nonce' },
      );
      expect(searchParams.getAll(name)).toHaveLength(1);
      expect(['endpoint', 'coded', 'tester']).not.toContain(searchParams.get(name));
    },
  );
});

describe('The sign-in page is not opened', () => {
  test('when nobody knows where it is', async () => {
    await expect(asked({ endpoints: {} })).rejects.toMatchObject({ code: 'endpoint_missing' });
  });

  test('when its answer could not be read: an ID token inside a signed answer', async () => {
    const hybrid = { grant_type: 'hybrid', response_type: 'code id_token', response_mode: 'jwt' } as const;
    await expect(asked(hybrid)).rejects.toMatchObject({ code: 'profile_incomplete' });
  });

  test('when it is not encrypted although the issuer is', async () => {
    const endpoints = { authorization_endpoint: 'http://id.acme.example/authorize?hush' };
    await expect(asked({ issuer: 'https://id.acme.example', endpoints })).rejects.toMatchObject({
      code: 'insecure_endpoint',
      values: { url: 'http://id.acme.example/authorize' },
    });
  });

  test('but it may be unencrypted where the tester typed such a server', async () => {
    const endpoints = { authorization_endpoint: 'http://localhost/authorize' };
    await expect(asked({ issuer: 'http://localhost', endpoints })).resolves.toBeInstanceOf(URL);
  });
});

describe('What protects a login', () => {
  test('is different each time: state, verifier and nonce (Insomnia, Yaak, oauth2c and RESTer sent none or a constant)', async () => {
    const openid = aProfile({ scope: ['openid'] });
    const many = await Promise.all(
      Array.from({ length: 100 }, async () => ({
        ...(await newProof(openid, 'https://app.example/', ports)),
        state: newState(),
      })),
    );
    for (const part of ['state', 'code_verifier', 'nonce'] as const) {
      expect(new Set(many.map((each) => each[part])).size).toBe(100);
      for (const each of many) expect(each[part]).toMatch(/^[\w-]{43}$/);
    }
  });

  test('has a nonce only where an ID token is asked for', async () => {
    expect(await newProof(aProfile(), 'https://app.example/', ports)).not.toHaveProperty('nonce');
  });
});
