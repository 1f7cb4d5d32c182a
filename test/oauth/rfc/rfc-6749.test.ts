import { describe, expect, test } from 'vitest';
import type { Login } from '../../../src/core/login.ts';
import type { Profile } from '../../../src/core/profile.ts';
import { authorizationUrl, type Proof } from '../../../src/oauth/authorization-request.ts';
import { exchangeCode } from '../../../src/oauth/grants/authorization-code.ts';
import { requestClientCredentials } from '../../../src/oauth/grants/client-credentials.ts';
import { requestByGrant } from '../../../src/oauth/grants/generic.ts';
import { readImplicitAnswer } from '../../../src/oauth/grants/implicit.ts';
import { passwordRequest } from '../../../src/oauth/grants/password.ts';
import { refresh } from '../../../src/oauth/grants/refresh.ts';
import { aProfile, aToken, noon } from '../../core/support/records.ts';
import { exampleServer, form, json } from './support/example-server.ts';

/** The client of RFC 6749's examples; its Basic credentials are printed in section 2.3.1. */
const basic = 'Basic czZCaGRSa3F0MzpnWDFmQmF0M2JW';
const redirect_uri = 'https://client.example.com/cb';
const client = (changes: Partial<Profile> = {}) =>
  aProfile({
    client_id: 's6BhdRkqt3',
    client_secret: 'gX1fBat3bV',
    token_endpoint_auth_method: 'client_secret_basic',
    endpoints: {
      authorization_endpoint: 'https://server.example.com/authorize',
      token_endpoint: 'https://server.example.com/token',
    },
    code_challenge_method: 'none',
    scope: [],
    ...changes,
  });
const login: Login & Proof = {
  id: 'xyz',
  profileId: 'acme',
  startedAt: noon,
  stepAt: noon,
  step: 'signing_in',
  redirect_uri,
};

/** Section 5.1; its token type is RFC 6750's, since “example” is none. */
const tokenResponse = {
  access_token: '2YotnFZFEjr1zCsicMWpAA',
  token_type: 'Bearer',
  expires_in: 3600,
  refresh_token: 'tGzv3JOkF0XG5Qx2TlKWIA',
  example_parameter: 'example_value',
};
const token = {
  access_token: '2YotnFZFEjr1zCsicMWpAA',
  refresh_token: 'tGzv3JOkF0XG5Qx2TlKWIA',
  expiresAt: noon + 3_600_000,
  rest: { example_parameter: 'example_value' },
};

describe('RFC 6749', () => {
  test('section 4.1.1: the authorization request is the one that is printed', async () => {
    const url = await authorizationUrl(client(), 'xyz', { redirect_uri }, exampleServer().ports);
    const printed =
      'response_type=code&client_id=s6BhdRkqt3&state=xyz&redirect_uri=https%3A%2F%2Fclient%2Eexample%2Ecom%2Fcb';
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual(form(printed));
  });

  test('sections 4.1.2, 4.1.3 and 4.1.4: the code is taken and exchanged as printed, and the token is read', async () => {
    const { ports, sent } = exampleServer(json(tokenResponse));
    const url = 'https://client.example.com/cb?code=SplxlOBeZQQYbYS6WxSbIA&state=xyz';
    expect(await exchangeCode(client(), login, { url }, ports)).toMatchObject(token);
    expect(sent).toMatchObject([{ method: 'POST', url: 'https://server.example.com/token' }]);
    expect(sent[0]?.headers.get('authorization')).toBe(basic);
    expect(form(sent[0]?.body ?? '')).toEqual(
      form(`grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSbIA
        &redirect_uri=https%3A%2F%2Fclient%2Eexample%2Ecom%2Fcb`),
    );
  });

  test('section 4.1.2.1: the refusal is read', async () => {
    const url = 'https://client.example.com/cb?error=access_denied&state=xyz';
    await expect(exchangeCode(client(), login, { url }, exampleServer().ports)).rejects.toMatchObject({
      code: 'authorization_refused',
      quote: { error: 'access_denied' },
    });
  });

  test('section 4.2.2: the token in the fragment is read', async () => {
    const profile = client({ grant_type: 'implicit', response_type: 'token' });
    const printed = 'access_token=2YotnFZFEjr1zCsicMWpAA&state=xyz&token_type=Bearer&expires_in=3600';
    const url = `http://example.com/cb#${printed}`;
    expect(await readImplicitAnswer(profile, login, { url }, exampleServer().ports)).toMatchObject({
      access_token: '2YotnFZFEjr1zCsicMWpAA',
      expiresAt: noon + 3_600_000,
    });
  });

  test('section 4.3.2: the password goes as printed', async () => {
    const { ports, sent } = exampleServer(json(tokenResponse));
    const profile = client({ grant_type: 'password', username: 'johndoe', password: 'A3ddj3w' });
    expect(await requestByGrant(profile, passwordRequest(profile), ports)).toMatchObject(token);
    expect(form(sent[0]?.body ?? '')).toEqual(form('grant_type=password&username=johndoe&password=A3ddj3w'));
  });

  test('section 4.4.2: so does the client’s own request', async () => {
    const { ports, sent } = exampleServer(json(tokenResponse));
    expect(await requestClientCredentials(client(), ports)).toMatchObject(token);
    expect(sent[0]?.body).toBe('grant_type=client_credentials');
    expect(sent[0]?.headers.get('authorization')).toBe(basic);
  });

  test('section 5.2: the error is read', async () => {
    const { ports } = exampleServer(json({ error: 'invalid_request' }, 400));
    await expect(requestClientCredentials(client(), ports)).rejects.toMatchObject({
      quote: { error: 'invalid_request', status: 400 },
    });
  });

  test('section 6: the renewal goes as printed', async () => {
    const { ports, sent } = exampleServer(json(tokenResponse));
    const before = aToken({ refresh_token: 'tGzv3JOkF0XG5Qx2TlKWIA' });
    expect(await refresh(client(), before, ports)).toMatchObject(token);
    expect(sent[0]?.headers.get('authorization')).toBe(basic);
    expect(form(sent[0]?.body ?? '')).toEqual(form('grant_type=refresh_token&refresh_token=tGzv3JOkF0XG5Qx2TlKWIA'));
  });
});

test('RFC 9207, section 2.1: the answer that names its issuer is taken from that issuer, and from no other', async () => {
  const state = 'ZWVlNDBlYzA1NjdkMDNhYjg3ZjUxZjAyNGQzMTM2NzI';
  const url = `https://client.example/cb?code=x1848ZT64p4IirMPT0R-X3141MFPTuBX-VFL_cvaplMH58&state=${state}&iss=https%3A%2F%2Fhonest.as.example`;
  const honest = { issuer: 'https://honest.as.example', authorization_response_iss_parameter_supported: true };
  const at = (issuer: string) => client({ issuer, metadata: { ...honest, issuer } });
  const { ports, sent } = exampleServer(json(tokenResponse));
  const attacked = exchangeCode(at('https://attacker.example'), { ...login, id: state }, { url }, ports);
  await expect(attacked).rejects.toMatchObject({ code: 'issuer_mixed_up' });
  expect(sent).toEqual([]);
  expect(await exchangeCode(at(honest.issuer), { ...login, id: state }, { url }, ports)).toMatchObject(token);
});
