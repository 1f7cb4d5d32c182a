import { describe, expect, test } from 'vitest';
import { authorizationUrl, newProof, newState, type Proof } from '../../../src/oauth/grants/authorization-code.ts';
import { aProfile } from '../../core/support/records.ts';

/** RFC 7636, appendix B. */
const rfc7636 = {
  verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
};
const proof: Proof = { code_verifier: rfc7636.verifier, redirect_uri: 'https://app.acme.example/callback?x=1' };
const at = (authorization_endpoint: string) => ({ endpoints: { ...aProfile().endpoints, authorization_endpoint } });

async function asked(changes: Parameters<typeof aProfile>[0] = {}, more: Partial<Proof> = {}): Promise<URL> {
  return new URL(await authorizationUrl(aProfile(changes), 'the-state', { ...proof, ...more }));
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
    const authorizationParameters = [
      { name: 'prompt', value: 'login consent' },
      { name: 'response_type', value: 'code id_token' },
      { name: 'audience', value: 'mine' },
      { name: 'resource', value: 'https://a.example' },
      { name: 'resource', value: 'https://b.example' },
    ];
    const { searchParams } = await asked({
      ...at('https://id.acme.example/authorize?audience=its'),
      authorizationParameters,
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
          authorizationParameters: [{ name, value: 'tester' }],
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

  test('when it is not encrypted although the issuer is', async () => {
    const endpoints = { authorization_endpoint: 'http://id.acme.example/authorize?hush' };
    await expect(asked({ issuer: 'https://id.acme.example', endpoints })).rejects.toMatchObject({
      code: 'insecure_endpoint',
      message: expect.stringContaining('http://id.acme.example/authorize is not encrypted'),
    });
  });

  test('but it may be unencrypted where the tester typed such a server', async () => {
    const endpoints = { authorization_endpoint: 'http://localhost/authorize' };
    await expect(asked({ issuer: 'http://localhost', endpoints })).resolves.toBeInstanceOf(URL);
  });
});

describe('What protects a login', () => {
  test('is different each time: state, verifier and nonce (Insomnia, Yaak, oauth2c and RESTer sent none or a constant)', () => {
    const openid = aProfile({ scope: ['openid'] });
    const many = Array.from({ length: 100 }, () => ({
      ...newProof(openid, 'https://app.example/'),
      state: newState(),
    }));
    for (const part of ['state', 'code_verifier', 'nonce'] as const) {
      expect(new Set(many.map((each) => each[part])).size).toBe(100);
      for (const each of many) expect(each[part]).toMatch(/^[\w-]{43}$/);
    }
  });

  test('has a nonce only where an ID token is asked for', () => {
    expect(newProof(aProfile(), 'https://app.example/')).not.toHaveProperty('nonce');
  });
});
