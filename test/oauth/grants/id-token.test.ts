import { type CryptoKey, generateKeyPair } from 'jose';
import { afterEach, describe, expect, test } from 'vitest';
import type { Profile } from '../../../src/core/profile.ts';
import type { Token } from '../../../src/core/token.ts';
import { exchangeCode } from '../../../src/oauth/grants/authorization-code.ts';
import { type Claims, type OddIssuer, startOddIssuer, tokens } from '../support/odd-issuer.ts';
import { aLogin, ports } from '../support/real-server.ts';

let issuer: OddIssuer;
afterEach(() => issuer.close());

type Odd = {
  claims?: Claims;
  header?: { kid?: string; key?: CryptoKey };
  /** The ID token itself; undefined: none at all. */
  rewrite?: (idToken: string) => string | undefined;
  profile?: Partial<Profile>;
  metadata?: Record<string, unknown>;
  answer?: Record<string, unknown>;
};

const now = () => Math.floor(Date.now() / 1000);
const encoded = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');

/** A sign-in whose token response brings this ID token. */
async function exchange({ claims = {}, header, rewrite = (same) => same, answer, ...odd }: Odd): Promise<Token> {
  let nonce: string | undefined;
  issuer = await startOddIssuer(async (_request, { idToken }) => {
    const id_token = rewrite(await idToken({ nonce, ...claims }, header));
    return tokens({ ...(id_token !== undefined && { id_token }), ...answer });
  }, odd.metadata);
  const profile = await issuer.profile({ scope: ['openid'], ...odd.profile });
  const login = await aLogin(profile);
  nonce = login.nonce;
  return exchangeCode(profile, login, { url: `https://app.acme.example/?code=c&state=${login.id}` }, ports);
}

describe('An ID token is taken', () => {
  test('when all is right, and says who signed in', async () => {
    const token = await exchange({ claims: { preferred_username: 'alice', name: 'Alice' } });
    expect(token.user).toEqual({ sub: 'user-alice', name: 'alice' });
  });

  test('for several audiences, when it was given to this client', async () => {
    const claims = { aud: ['tester', 'api'], azp: 'tester' };
    await expect(exchange({ claims })).resolves.toMatchObject({ user: { sub: 'user-alice' } });
  });

  test('although nobody asked for it', async () => {
    const token = await exchange({ profile: { scope: ['pets:read'] } });
    expect(token.user?.sub).toBe('user-alice');
  });
});

describe('No token is kept when the ID token', () => {
  test.each<[string, Odd, string]>([
    ['has another nonce', { claims: { nonce: 'replayed' } }, 'id_token_invalid'],
    ['has no nonce', { claims: { nonce: undefined } }, 'id_token_invalid'],
    ['is for another client', { claims: { aud: 'another' } }, 'id_token_invalid'],
    ['is for others too, and given to none of them', { claims: { aud: ['tester', 'api'] } }, 'id_token_invalid'],
    ['is for others too, and given to another', { claims: { aud: ['tester', 'x'], azp: 'x' } }, 'id_token_invalid'],
    ['comes from another issuer', { claims: { iss: 'https://evil.example' } }, 'id_token_invalid'],
    ['names no issuer', { claims: { iss: undefined } }, 'id_token_invalid'],
    ['names no user', { claims: { sub: undefined } }, 'id_token_invalid'],
    ['has ended', { claims: { exp: now() - 3600 } }, 'clock_skewed'],
    ['is not valid yet', { claims: { nbf: now() + 3600 } }, 'clock_skewed'],
    ['never ends', { claims: { exp: undefined } }, 'id_token_invalid'],
    ['is signed by a key that the server does not have', { header: { kid: 'unknown' } }, 'id_token_invalid'],
    ['is no JWT', { rewrite: () => 'not-a-jwt' }, 'id_token_invalid'],
    ['is missing although it was asked for', { rewrite: () => undefined }, 'answer_not_conform'],
    ['is an object', { answer: { id_token: { sub: 'user-alice' } } }, 'answer_not_conform'],
  ])('%s', async (_, odd, code) => {
    await expect(exchange(odd)).rejects.toMatchObject({ code });
  });

  test('is signed by somebody else with a key of the same name', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    await expect(exchange({ header: { key: privateKey } })).rejects.toMatchObject({
      code: 'id_token_invalid',
      message: expect.stringContaining('signature'),
    });
  });

  test('is not signed at all (alg “none”)', async () => {
    const rewrite = (idToken: string) => `${encoded({ alg: 'none' })}.${idToken.split('.')[1]}.`;
    await expect(exchange({ rewrite })).rejects.toMatchObject({ code: 'id_token_invalid' });
  });

  test('was changed on the way', async () => {
    const rewrite = (idToken: string) => {
      const [header, payload = '', signature] = idToken.split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
      return [header, encoded({ ...claims, sub: 'user-root' }), signature].join('.');
    };
    await expect(exchange({ rewrite })).rejects.toMatchObject({ code: 'id_token_invalid' });
  });

  test('can’t be checked, because the keys can’t be had', async () => {
    await expect(exchange({ metadata: { jwks_uri: 'http://127.0.0.1:1/jwks' } })).rejects.toMatchObject({
      code: 'server_unreachable',
    });
  });
});

describe('Without an issuer in the profile', () => {
  test('an ID token can’t be checked, and the tester is told what to do', async () => {
    issuer = await startOddIssuer(async (_request, { idToken }) =>
      tokens({ id_token: await idToken({ iss: 'acme' }) }),
    );
    const {
      issuer: _,
      metadata: _gone,
      ...profile
    } = await issuer.profile({
      endpoints: { token_endpoint: `${issuer.origin}/token` },
    });
    const login = await aLogin(profile);
    const url = `https://app.acme.example/?code=c&state=${login.id}&iss=https%3A%2F%2Fanybody.example`;
    await expect(exchangeCode(profile, login, { url }, ports)).rejects.toMatchObject({
      code: 'issuer_needed',
    });
  });
});
