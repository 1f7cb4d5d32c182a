import { decodeJwt, generateKeyPair } from 'jose';
import { afterEach, describe, expect, test } from 'vitest';
import type { Login } from '../../../src/core/login.ts';
import type { Profile } from '../../../src/core/profile.ts';
import type { Proof } from '../../../src/oauth/authorization-request.ts';
import { callbackState, mayAnswer } from '../../../src/oauth/callback-parameters.ts';
import { exchangeCode } from '../../../src/oauth/grants/authorization-code.ts';
import { type OddIssuer, startOddIssuer, tokens } from '../support/odd-issuer.ts';
import { aLogin, ports } from '../support/real-server.ts';

let issuer: OddIssuer;
afterEach(() => issuer.close());

type Odd = { claims?: Record<string, unknown>; header?: Parameters<OddIssuer['idToken']>[1] };

async function begin(changes: Partial<Profile> = {}): Promise<{ profile: Profile; login: Login & Proof }> {
  issuer = await startOddIssuer(() => tokens());
  const profile = await issuer.profile({ response_mode: 'jwt', ...changes });
  return { profile, login: await aLogin(profile) };
}

/** What becomes of a signed answer that is right but for what a test changes. */
async function answered({ claims = {}, header }: Odd = {}) {
  const { profile, login } = await begin();
  const right = { code: 'the-code', state: login.id, sub: undefined };
  const response = await issuer.idToken({ ...right, ...claims } as never, header);
  return exchangeCode(profile, login, { url: `https://app.acme.example/callback?response=${response}` }, ports);
}

const asked = () => issuer.requests.filter(({ path }) => path === '/token').length;

describe('A signed answer (JARM)', () => {
  test('is taken', async () => {
    expect((await answered()).access_token).toBe('odd-access');
  });

  test.each(['query', 'form_post'] as const)('is taken under another name, by %s', async (mode) => {
    const deviations = { callback: { parameters: { response: 'answer' } } };
    const { profile, login } = await begin({ response_mode: `${mode}.jwt`, deviations });
    const answer = await issuer.idToken({ code: 'the-code', state: login.id, sub: undefined } as never);
    const at = 'https://app.acme.example/callback';
    const callback =
      mode === 'query'
        ? { url: `${at}?answer=${answer}` }
        : { url: at, form: [['answer', answer]] as [string, string][] };
    if (mode === 'query') expect(mayAnswer(callback, login.id)).toBe(true);
    expect(mayAnswer(callback, 'another')).toBe(false);
    expect((await exchangeCode(profile, login, callback, ports)).access_token).toBe('odd-access');
    await expect(exchangeCode({ ...profile, deviations: {} }, login, callback, ports)).rejects.toThrow();
  });

  describe('with other names inside', () => {
    const deviations = { callback: { parameters: { code: 'auth_code', state: 'st', error: 'wrong' } } };
    const inside = async (claims: (state: string) => Record<string, unknown>) => {
      const { profile, login } = await begin({ deviations });
      const answer = await issuer.idToken({ sub: undefined, ...claims(login.id) } as never);
      const callback = { url: `https://app.acme.example/callback?response=${answer}` };
      return { profile, login, callback, exchange: () => exchangeCode(profile, login, callback, ports) };
    };

    test('is taken once the profile says so', async () => {
      const { profile, login, callback, exchange } = await inside((st) => ({ auth_code: 'the-code', st }));
      expect(mayAnswer(callback, login.id)).toBe(true);
      expect(mayAnswer(callback, 'another')).toBe(false);
      expect((await exchange()).access_token).toBe('odd-access');
      await expect(exchangeCode({ ...profile, deviations: {} }, login, callback, ports)).rejects.toThrow();
    });

    test('is taken with its state in other letters, if the profile says so', async () => {
      const { profile, login, callback, exchange } = await inside((state) => ({
        auth_code: 'the-code',
        st: state.toUpperCase(),
      }));
      await expect(exchange()).rejects.toMatchObject({ code: 'state_wrong' });
      const callbackOf = { ...deviations.callback, anyCaseState: true };
      const tolerant = { ...profile, deviations: { callback: callbackOf } };
      expect((await exchangeCode(tolerant, login, callback, ports)).access_token).toBe('odd-access');
    });

    test('is not taken for another login, nor where it refuses', async () => {
      const other = await inside(() => ({ auth_code: 'the-code', st: 'another' }));
      await expect(other.exchange()).rejects.toMatchObject({ code: 'state_wrong' });
      const refused = await inside((st) => ({ wrong: 'access_denied', st }));
      await expect(refused.exchange()).rejects.toMatchObject({ quote: { error: 'access_denied' } });
      expect(asked()).toBe(0);
    });

    test('is not taken with a forged signature', async () => {
      const { privateKey } = await generateKeyPair('RS256');
      const { profile, login } = await begin({ deviations });
      const claims = { auth_code: 'the-code', st: login.id, sub: undefined };
      const answer = await issuer.idToken(claims as never, { key: privateKey });
      const callback = { url: `https://app.acme.example/callback?response=${answer}` };
      const failing = exchangeCode(profile, login, callback, ports);
      await expect(failing).rejects.toMatchObject({ code: 'answer_untrusted' });
    });
  });

  test.each<[string, Odd, string]>([
    ['of another login', { claims: { state: 'another' } }, 'state_wrong'],
    ['of another issuer', { claims: { iss: 'https://evil.example' } }, 'answer_untrusted'],
    ['for another client', { claims: { aud: 'somebody' } }, 'answer_untrusted'],
    ['that has ended', { claims: { exp: 1 } }, 'answer_untrusted'],
    ['without an end', { claims: { exp: undefined } }, 'answer_untrusted'],
    ['by an unknown key', { header: { kid: 'unknown' } }, 'answer_untrusted'],
  ])('is not taken when it is one %s', async (_, odd, code) => {
    await expect(answered(odd)).rejects.toMatchObject({ code });
    expect(asked()).toBe(0);
  });

  test('is not taken with a forged signature', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    await expect(answered({ header: { key: privateKey } })).rejects.toMatchObject({ code: 'answer_untrusted' });
    expect(asked()).toBe(0);
  });

  test('is not taken with an ID token in it, which nobody could check', async () => {
    const failing = answered({ claims: { id_token: 'eyJ.forged.x' } });
    await expect(failing).rejects.toMatchObject({ code: 'answer_untrusted' });
    expect(asked()).toBe(0);
  });

  test.each(['code id_token', 'code id_token token'] as const)(
    'is not taken where an ID token was asked for beside the code: %s',
    async (response_type) => {
      const { profile, login } = await begin({ grant_type: 'hybrid', response_type });
      for (const id_token of [undefined, 'eyJ.forged.x']) {
        const claims = { code: 'the-code', state: login.id, id_token };
        const response = await issuer.idToken(claims as never);
        const url = `https://app.acme.example/callback#response=${response}`;
        await expect(exchangeCode(profile, login, { url }, ports)).rejects.toMatchObject({ code: 'answer_untrusted' });
      }
      expect(asked()).toBe(0);
    },
  );

  test('that is encrypted can’t be read, and the tester is told so', async () => {
    const { profile, login } = await begin();
    const url = 'https://app.acme.example/callback?response=eyJhbGciOiJSU0EtT0FFUCJ9.a.b.c.d';
    await expect(exchangeCode(profile, login, { url }, ports)).rejects.toMatchObject({ code: 'answer_encrypted' });
  });

  test('that refuses says why', async () => {
    const claims = { code: undefined, error: 'access_denied', error_description: 'No.' };
    await expect(answered({ claims })).rejects.toMatchObject({
      code: 'authorization_refused',
      quote: { error: 'access_denied', error_description: 'No.' },
    });
  });

  test('can’t be replaced by one without a signature', async () => {
    const { profile, login } = await begin();
    const url = `https://app.acme.example/callback?code=injected&state=${login.id}&iss=${issuer.origin}`;
    await expect(exchangeCode(profile, login, { url }, ports)).rejects.toMatchObject({ code: 'answer_untrusted' });
    expect(asked()).toBe(0);
  });

  test('still says which login it belongs to', async () => {
    const { login } = await begin();
    const response = await issuer.idToken({ state: login.id } as never);
    expect(decodeJwt(response).state).toBe(login.id);
    expect(callbackState({ url: `https://app.acme.example/?response=${response}` })).toBe(login.id);
    expect(callbackState({ url: 'https://app.acme.example/?response=garbage' })).toBeUndefined();
    expect(callbackState({ url: `https://app.acme.example/#state=${login.id}` })).toBe(login.id);
  });
});
