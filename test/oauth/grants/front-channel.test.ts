import { generateKeyPair } from 'jose';
import { afterEach, describe, expect, test } from 'vitest';
import type { ResponseType } from '../../../src/core/grant-type.ts';
import type { Login } from '../../../src/core/login.ts';
import type { Profile } from '../../../src/core/profile.ts';
import type { Proof } from '../../../src/oauth/authorization-request.ts';
import { exchangeCode } from '../../../src/oauth/grants/authorization-code.ts';
import { readImplicitAnswer } from '../../../src/oauth/grants/implicit.ts';
import { tokenHash } from '../../../src/oauth/token-hash.ts';
import { aParameter } from '../support/a-parameter.ts';
import { type Claims, type OddIssuer, startOddIssuer, tokens } from '../support/odd-issuer.ts';
import { aLogin, ports } from '../support/real-server.ts';

let issuer: OddIssuer;
afterEach(() => issuer.close());

type Odd = {
  claims?: Claims;
  header?: Parameters<OddIssuer['idToken']>[1];
  callback?: Record<string, string | undefined>;
  /** Who the token endpoint says that the user is. */
  sub?: string;
  profile?: Partial<Profile>;
};

/** What becomes of a front-channel answer that is right but for what a test changes. */
async function answered(response_type: ResponseType, odd: Odd = {}) {
  const grant_type = response_type.includes('code') ? 'hybrid' : 'implicit';
  issuer = await startOddIssuer(async (_request, { idToken }) => {
    const id_token = await idToken({ sub: odd.sub ?? 'user-alice', nonce: login.nonce });
    return tokens({ ...(profile.scope.includes('openid') && { id_token }) });
  });
  const profile = await issuer.profile({ grant_type, response_type, scope: ['openid'], ...odd.profile });
  const login: Login & Proof = await aLogin(profile);
  const hashes = {
    at_hash: await tokenHash('front-token', 'RS256'),
    c_hash: await tokenHash('the-code', 'RS256'),
  };
  const id_token = await issuer.idToken({ nonce: login.nonce, ...hashes, ...odd.claims }, odd.header);
  const types = response_type.split(' ');
  const parameters = {
    state: login.id,
    ...(types.includes('code') && { code: 'the-code' }),
    ...(types.includes('token') && { access_token: 'front-token', token_type: 'Bearer', expires_in: '60' }),
    ...(types.includes('id_token') && { id_token }),
    ...odd.callback,
  };
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const url = `https://app.acme.example/callback#${new URLSearchParams(given)}`;
  const read = grant_type === 'implicit' ? readImplicitAnswer : exchangeCode;
  return read(profile, login, { url }, ports);
}

const asked = () => issuer.requests.filter(({ path }) => path === '/token').length;

describe('An implicit answer', () => {
  test('is the token, with its end and scope, and without what belongs to the login', async () => {
    const callback = { scope: 'pets:read', session_state: 'x' };
    const token = await answered('token', { callback, profile: { scope: ['pets:read'] } });
    expect(token).toMatchObject({ access_token: 'front-token', token_type: 'bearer', scope: ['pets:read'] });
    expect(token.expiresAt).toBe(token.obtainedAt + 60_000);
    expect(token.rest).toEqual({ session_state: 'x' });
  });

  test('with an ID token beside the token says whose it is', async () => {
    expect(await answered('id_token token')).toMatchObject({
      user: { sub: 'user-alice' },
      access_token: 'front-token',
    });
  });

  test('with an ID token alone is that ID token, until it ends', async () => {
    const exp = Math.floor(Date.now() / 1000) + 100;
    const token = await answered('id_token', { claims: { exp } });
    expect(token.access_token).toBe(token.id_token);
    expect(token.expiresAt).toBe(exp * 1000);
  });

  test('keeps no ID token that nobody asked for, and so nobody checked', async () => {
    expect(await answered('token', { callback: { id_token: 'eyJ.forged.x' } })).not.toHaveProperty('id_token');
  });
});

describe.each(['id_token', 'id_token token', 'code id_token', 'code id_token token'] as const)(
  'An answer with %s is not taken',
  (type) => {
    test.each<[string, Odd, string]>([
      ['with another state', { callback: { state: 'another' } }, 'state_wrong'],
      ['without a state', { callback: { state: undefined } }, 'state_wrong'],
      ['with another nonce', { claims: { nonce: 'another' } }, 'id_token_invalid'],
      ['without a nonce', { claims: { nonce: undefined } }, 'id_token_invalid'],
      ['for another client', { claims: { aud: 'somebody' } }, 'id_token_invalid'],
      ['of another issuer', { claims: { iss: 'https://evil.example' } }, 'id_token_invalid'],
      ['that has ended', { claims: { exp: 1 } }, 'clock_skewed'],
      ['signed by a key that the server does not have', { header: { kid: 'unknown' } }, 'id_token_invalid'],
      ['without the ID token', { callback: { id_token: undefined } }, 'answer_not_conform'],
    ])('%s', async (_, odd, code) => {
      await expect(answered(type, odd)).rejects.toMatchObject({ code });
      expect(asked()).toBe(0);
    });

    test('when the user signed in longer ago than was asked for (max_age)', async () => {
      const profile = { parameters: [aParameter('max_age', '60', { stage: 'authorize', place: 'query' })] };
      const now = Math.floor(Date.now() / 1000);
      await expect(answered(type, { claims: { auth_time: now - 3600 }, profile })).rejects.toMatchObject({
        code: 'clock_skewed',
        values: { claim: 'auth_time' },
      });
      await issuer.close();
      await expect(answered(type, { claims: { auth_time: undefined }, profile })).rejects.toMatchObject({
        code: 'id_token_invalid',
      });
      expect(asked()).toBe(0);
    });

    test('with a forged signature', async () => {
      const { privateKey } = await generateKeyPair('RS256');
      const failing = answered(type, { header: { key: privateKey } });
      await expect(failing).rejects.toMatchObject({ code: expect.stringMatching(/id_token_invalid|not_conform/) });
      expect(asked()).toBe(0);
    });
  },
);

describe('What came through the browser is bound to the ID token beside it:', () => {
  test.each<[ResponseType, string, Odd]>([
    ['id_token token', 'another access token (at_hash)', { callback: { access_token: 'injected' } }],
    ['id_token token', 'no at_hash at all', { claims: { at_hash: undefined } }],
    ['code id_token', 'another code (c_hash)', { callback: { code: 'injected' } }],
    ['code id_token token', 'another code (c_hash)', { callback: { code: 'injected' } }],
    ['code id_token token', 'another access token (at_hash)', { callback: { access_token: 'injected' } }],
    ['code id_token', 'another state (s_hash)', { claims: { s_hash: 'injected' } }],
  ])('%s with %s is refused', async (type, _, odd) => {
    await expect(answered(type, odd)).rejects.toMatchObject({ code: 'id_token_invalid' });
    expect(asked()).toBe(0);
  });

  test('another user at the token endpoint is refused (OpenID Connect Core, section 3.3.3.6)', async () => {
    await expect(answered('code id_token', { sub: 'user-mallory' })).rejects.toMatchObject({
      code: 'id_token_invalid',
      message: expect.stringContaining('another user'),
    });
  });

  test('the hybrid flow’s token is the token endpoint’s', async () => {
    expect((await answered('code id_token token')).access_token).toBe('odd-access');
    expect((await answered('code token')).access_token).toBe('odd-access');
  });
});

describe('A refusal', () => {
  test.each(['token', 'id_token', 'code id_token', 'code token'] as const)('of %s is shown as it is', async (type) => {
    const callback = { error: 'access_denied', error_description: 'No.', id_token: undefined, code: undefined };
    await expect(answered(type, { callback })).rejects.toMatchObject({
      code: 'authorization_refused',
      quote: { error: 'access_denied', error_description: 'No.' },
    });
  });
});
