import { decodeJwt, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import type { Parameter } from '../../../src/core/parameter.ts';
import type { Profile } from '../../../src/core/profile.ts';
import { authorizationUrl } from '../../../src/oauth/authorization-request.ts';
import { exchangeCode } from '../../../src/oauth/grants/authorization-code.ts';
import { aProfile, noon } from '../../core/support/records.ts';
import { clientKey } from '../../support/client-key.ts';
import { aParameter } from '../support/a-parameter.ts';
import { holdKey } from '../support/real-server.ts';
import { exampleServer, form, json } from './support/example-server.ts';

const redirect_uri = 'https://client.example.org/cb';
const client = (changes: Partial<Profile> = {}) =>
  aProfile({
    client_id: 's6BhdRkqt3',
    endpoints: {
      authorization_endpoint: 'https://as.example.com/authorize',
      token_endpoint: 'https://as.example.com/token',
      pushed_authorization_request_endpoint: 'https://as.example.com/as/par',
    },
    ...changes,
  });

describe('RFC 9126', () => {
  const pushed = client({ pushed: true, scope: ['account-information'] });
  // The verifier of RFC 7636, appendix B: that of the printed challenge is not printed.
  const proof = { redirect_uri, code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk' };
  const request_uri = 'urn:ietf:params:oauth:request_uri:6esc_11ACC5bwc014ltc14eY22c';

  test('sections 2.1, 2.2 and 4: the request is pushed as printed, and only its reference goes through the browser', async () => {
    const { ports, sent } = exampleServer(json({ request_uri, expires_in: 60 }, 201));
    expect(await authorizationUrl(pushed, 'af0ifjsldkj', proof, ports)).toBe(
      'https://as.example.com/authorize?client_id=s6BhdRkqt3&request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3A6esc_11ACC5bwc014ltc14eY22c',
    );
    expect(sent).toMatchObject([{ method: 'POST', url: 'https://as.example.com/as/par' }]);
    expect(form(sent[0]?.body ?? '')).toEqual(
      form(`response_type=code&state=af0ifjsldkj&client_id=s6BhdRkqt3
        &redirect_uri=https%3A%2F%2Fclient.example.org%2Fcb
        &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM
        &code_challenge_method=S256&scope=account-information`),
    );
  });

  test('section 2.3: the refusal is shown before anybody signs in', async () => {
    const error_description = 'The redirect_uri is not valid for the given client';
    const { ports } = exampleServer(json({ error: 'invalid_request', error_description }, 400));
    await expect(authorizationUrl(pushed, 'af0ifjsldkj', proof, ports)).rejects.toMatchObject({
      code: 'authorization_refused',
      quote: { error: 'invalid_request', error_description, status: 400 },
    });
  });
});

/** The request object of an authorization URL, after its signature was checked. */
async function requestObject(url: string): Promise<Record<string, unknown>> {
  const request = new URL(url).searchParams.get('request') ?? '';
  return (await jwtVerify(request, clientKey.publicJwk)).payload;
}

const ofAuthorize = (name: string, value: string): Parameter =>
  aParameter(name, value, { stage: 'authorize', place: 'query' });

test('RFC 9101, section 4: the request object says what the printed one says', async () => {
  const profile = client({
    ...holdKey(clientKey),
    issuer: 'https://server.example.com',
    grant_type: 'hybrid',
    response_type: 'code id_token',
    scope: ['openid'],
    signedRequest: true,
    code_challenge_method: 'none',
    parameters: [ofAuthorize('max_age', '86400')],
  });
  const proof = { redirect_uri, nonce: 'n-0S6_WzA2Mj' };
  const url = await authorizationUrl(profile, 'af0ifjsldkj', proof, exampleServer().ports);
  expect(await requestObject(url)).toMatchObject({
    iss: 's6BhdRkqt3',
    aud: 'https://server.example.com',
    response_type: 'code id_token',
    client_id: 's6BhdRkqt3',
    redirect_uri: 'https://client.example.org/cb',
    scope: 'openid',
    state: 'af0ifjsldkj',
    nonce: 'n-0S6_WzA2Mj',
    max_age: 86400,
  });
  // Section 5: the client id stands beside it, and is the same.
  expect(new URL(url).searchParams.get('client_id')).toBe('s6BhdRkqt3');
});

describe('RFC 9396', () => {
  /** Section 2. */
  const details = [
    {
      type: 'account_information',
      actions: ['list_accounts', 'read_balances', 'read_transactions'],
      locations: ['https://example.com/accounts'],
    },
    {
      type: 'payment_initiation',
      actions: ['initiate', 'status', 'cancel'],
      locations: ['https://example.com/payments'],
      instructedAmount: { currency: 'EUR', amount: '123.50' },
      creditorName: 'Merchant A',
      creditorAccount: { iban: 'DE02100100109307118603' },
      remittanceInformationUnstructured: 'Ref Number Merchant',
    },
  ];
  const parameters = [ofAuthorize('authorization_details', JSON.stringify(details))];

  test('section 3: the printed details stand in the request as JSON', async () => {
    const url = await authorizationUrl(client({ parameters }), 'xyz', { redirect_uri }, exampleServer().ports);
    expect(JSON.parse(new URL(url).searchParams.get('authorization_details') ?? '')).toEqual(details);
  });

  test('section 3: in a request object they are JSON themselves, no text', async () => {
    const profile = client({ parameters, signedRequest: true, ...holdKey(clientKey) });
    const url = await authorizationUrl(profile, 'xyz', { redirect_uri }, exampleServer().ports);
    expect((await requestObject(url)).authorization_details).toEqual(details);
  });

  test('section 7: what was granted in the end is kept with the token', async () => {
    const granted = [details[0]];
    const answer = { access_token: '2YotnFZFEjr1zCsicMWpAA', token_type: 'Bearer', authorization_details: granted };
    const login = { id: 'xyz', profileId: 'acme', startedAt: noon, stepAt: noon, step: 'signing_in' as const };
    const url = `${redirect_uri}?code=SplxlOBeZQQYbYS6WxSbIA&state=xyz`;
    const { ports } = exampleServer(json(answer));
    const token = await exchangeCode(client(), { ...login, redirect_uri }, { url }, ports);
    expect(token.rest).toEqual({ authorization_details: granted });
  });
});

test('RFC 9101, section 10.2: whatever the tester adds, nothing replaces what protects the login', async () => {
  const parameters = [ofAuthorize('state', 'mine'), ofAuthorize('nonce', 'mine'), ofAuthorize('request', 'mine')];
  const profile = client({ parameters, signedRequest: true, ...holdKey(clientKey) });
  const url = await authorizationUrl(profile, 'xyz', { redirect_uri, nonce: 'n' }, exampleServer().ports);
  expect(decodeJwt(new URL(url).searchParams.get('request') ?? '')).toMatchObject({ state: 'xyz', nonce: 'n' });
});
