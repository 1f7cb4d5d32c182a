import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterEach, describe, expect, test } from 'vitest';
import { introspect } from '../../../src/oauth/endpoints/introspect.ts';
import { logoutUrl } from '../../../src/oauth/endpoints/logout.ts';
import { userInfoClaims } from '../../../src/oauth/endpoints/user-info.ts';
import { aProfile, aToken, without } from '../../core/support/records.ts';
import { type OddAnswer, type OddServer, startOddServer } from '../../support/odd-server.ts';
import { ports } from '../support/real-server.ts';

let odd: OddServer | undefined;
afterEach(async () => {
  await odd?.close();
  odd = undefined;
});

async function ask(answer: OddAnswer) {
  odd = await startOddServer(() => answer);
  const endpoints = { token_endpoint: `${odd.origin}/token`, introspection_endpoint: `${odd.origin}/introspect` };
  const own = { name: 'audience', value: 'x', stage: 'every', place: 'body', on: true } as const;
  return introspect(aProfile({ endpoints, parameters: [own] }), aToken(), ports);
}

describe('Introspection', () => {
  test('asks for the access token, and for nothing of the tester’s own', async () => {
    expect(await ask({ json: { active: true, other: 1 } })).toEqual({ active: true, other: 1 });
    expect(odd?.requests.map(({ body }) => Object.fromEntries(body))).toEqual([
      { client_id: 'tester', token: 'access-of-alice', token_type_hint: 'access_token' },
    ]);
  });

  test.each<[string, OddAnswer, string]>([
    ['a refusal', { status: 403, json: { error: 'access_denied' } }, 'request_refused'],
    ['a client that may not ask', { status: 401, json: { error: 'invalid_client' } }, 'client_refused'],
    ['an answer without “active”', { json: {} }, 'answer_not_conform'],
    ['a web page', { headers: { 'Content-Type': 'text/html' }, body: '<p>' }, 'answer_not_json'],
    ['a breakdown', { status: 500 }, 'server_error'],
  ])('tells of %s', async (_, answer, code) => {
    await expect(ask(answer)).rejects.toMatchObject({ code });
  });

  test('never shows the token that the server repeats', async () => {
    const echo = { status: 400, json: { error: 'x', error_description: 'what is access-of-alice?' } };
    await expect(ask(echo)).rejects.toMatchObject({ quote: { error_description: 'what is ••••?' } });
  });

  test('says where there is nobody to ask', async () => {
    await expect(introspect(aProfile(), aToken(), ports)).rejects.toMatchObject({ code: 'endpoint_missing' });
  });
});

describe('Answers that are signed', () => {
  async function signed(typ: string, contentType: string, claims: object, stranger = false) {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    const other = await generateKeyPair('RS256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256', use: 'sig' };
    odd = await startOddServer(async ({ path }, { origin }) => {
      if (path === '/jwks') return { json: { keys: [jwk] } };
      const jwt = await new SignJWT({ ...claims, iss: origin, aud: 'tester' })
        .setIssuedAt()
        .setProtectedHeader({ alg: 'RS256', kid: 'k', typ })
        .sign(stranger ? other.privateKey : privateKey);
      return { headers: { 'Content-Type': contentType }, body: jwt };
    });
    const { origin } = odd;
    const endpoints = { userinfo_endpoint: `${origin}/me`, introspection_endpoint: `${origin}/i` };
    const metadata = { issuer: origin, token_endpoint: `${origin}/t`, jwks_uri: `${origin}/jwks` };
    return aProfile({
      issuer: origin,
      endpoints,
      metadata: { ...metadata, userinfo_signing_alg_values_supported: ['RS256'] },
    });
  }

  const introspection = ['token-introspection+jwt', 'application/token-introspection+jwt'] as const;

  test('are read, once their signature is good (RFC 9701; OpenID Connect Core, section 5.3.2)', async () => {
    const said = await signed(...introspection, { token_introspection: { active: true } });
    expect(await introspect(said, aToken(), ports)).toEqual({ active: true });
    await odd?.close();
    const profile = await signed('JWT', 'application/jwt', { sub: 'user-alice', tier: 3 });
    expect(await userInfoClaims(profile, aToken(), ports)).toMatchObject({ sub: 'user-alice', tier: 3 });
  });

  test('are refused when somebody else signed them', async () => {
    const said = await signed(...introspection, { token_introspection: { active: true } }, true);
    await expect(introspect(said, aToken(), ports)).rejects.toMatchObject({ code: expect.any(String) });
    await odd?.close();
    const profile = await signed('JWT', 'application/jwt', { sub: 'user-alice' }, true);
    await expect(userInfoClaims(profile, aToken(), ports)).rejects.toMatchObject({ code: expect.any(String) });
  });
});

describe('The page that ends a session', () => {
  const at = (end_session_endpoint: string) => aProfile({ endpoints: { end_session_endpoint } });

  test('keeps the endpoint’s own query, and goes without an ID token where there is none', () => {
    expect(logoutUrl(at('https://id.acme.example/end?p=1'), without('user'))).toBe(
      'https://id.acme.example/end?p=1&client_id=tester',
    );
    expect(logoutUrl(at('https://id.acme.example/end'), { id_token: 'a.b.c' })).toContain('id_token_hint=a.b.c');
  });

  test('is opened only where there is one, and never unencrypted', () => {
    expect(() => logoutUrl(aProfile(), aToken())).toThrow(/end_session_endpoint/);
    const open = { ...at('http://id.acme.example/end'), issuer: 'https://id.acme.example' };
    expect(() => logoutUrl(open, aToken())).toThrow('insecure_endpoint, http://id.acme.example/end');
  });
});
