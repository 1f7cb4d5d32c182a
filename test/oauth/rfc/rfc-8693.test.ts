import { decodeJwt, decodeProtectedHeader } from 'jose';
import { describe, expect, test } from 'vitest';
import type { Profile } from '../../../src/core/profile.ts';
import { requestByGrant } from '../../../src/oauth/grants/generic.ts';
import { jwtBearerRequest } from '../../../src/oauth/grants/jwt-bearer.ts';
import { samlBearerRequest } from '../../../src/oauth/grants/saml-bearer.ts';
import { tokenExchangeRequest, tokenType } from '../../../src/oauth/grants/token-exchange.ts';
import { aProfile, noon } from '../../core/support/records.ts';
import { clientKey } from '../../support/client-key.ts';
import { aParameter } from '../support/a-parameter.ts';
import { holdKey } from '../support/real-server.ts';
import { exampleServer, form, json } from './support/example-server.ts';

const client = (changes: Partial<Profile> = {}) =>
  aProfile({ scope: [], endpoints: { token_endpoint: 'https://as.example.com/as/token.oauth2' }, ...changes });

test('RFC 8693, section 2.3: a token is exchanged as printed', async () => {
  const { ports, sent } = exampleServer(
    json({
      access_token: 'eyJhbGciOiJFUzI1NiIsImtpZCI6IjllciJ9.e30.x',
      issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      token_type: 'Bearer',
      expires_in: 60,
    }),
  );
  const profile = client({
    client_id: 'rs08',
    client_secret: 'long-secure-random-secret',
    token_endpoint_auth_method: 'client_secret_basic',
    parameters: [aParameter('resource', 'https://backend.example.com/api')],
  });
  const subject = { text: 'accVkjcJyb4BWCxGsndESCJQbdFMogUC5PbRDqceLTC', type: tokenType('access_token') };
  const token = await requestByGrant(profile, tokenExchangeRequest(subject, undefined), ports);
  expect(token).toMatchObject({
    expiresAt: noon + 60_000,
    rest: { issued_token_type: 'urn:ietf:params:oauth:token-type:access_token' },
  });
  expect(sent[0]?.headers.get('authorization')).toBe('Basic cnMwODpsb25nLXNlY3VyZS1yYW5kb20tc2VjcmV0');
  expect(form(sent[0]?.body ?? '')).toEqual(
    form(`grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange
      &resource=https%3A%2F%2Fbackend.example.com%2Fapi
      &subject_token=accVkjcJyb4BWCxGsndESCJQbdFMogUC5PbRDqceLTC
      &subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aaccess_token`),
  );
});

describe('RFC 7523', () => {
  const claims = {
    iss: 'https://jwt-idp.example.com',
    sub: 'mailto:mike@example.com',
    aud: 'https://jwt-rp.example.net',
    nbf: 1300815780,
    exp: 1300819380,
    'http://claims.example.com/member': true,
  };
  const profile = () => client({ assertionClaims: JSON.stringify(claims), ...holdKey(clientKey) });

  test('section 4: the assertion says what the printed one says, and is signed with a key that it names', async () => {
    const { parameters } = await jwtBearerRequest(profile(), exampleServer().ports);
    const assertion = parameters.assertion ?? '';
    expect(decodeJwt(assertion)).toMatchObject(claims);
    expect(decodeProtectedHeader(assertion)).toMatchObject({ alg: 'ES256', kid: clientKey.id });
  });

  test('section 2.1: it goes to the token endpoint as printed', async () => {
    const { ports, sent } = exampleServer(json({ access_token: 'a', token_type: 'Bearer' }));
    await requestByGrant(profile(), await jwtBearerRequest(profile(), ports), ports);
    const { client_id: _, assertion, ...rest } = form(sent[0]?.body ?? '');
    expect(rest).toEqual(form('grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer'));
    expect(decodeJwt(assertion ?? '')).toMatchObject(claims);
  });
});

test('RFC 7522, section 2.1: a SAML assertion goes to the token endpoint as printed', async () => {
  const { ports, sent } = exampleServer(json({ access_token: 'a', token_type: 'Bearer' }));
  const assertion = 'PHNhbWxwOl-jZXdhcmU-cyIgdG8gaGFja2VycyEhISE';
  await requestByGrant(client(), samlBearerRequest(client({ assertion })), ports);
  const { client_id: _, ...rest } = form(sent[0]?.body ?? '');
  expect(rest).toEqual({ grant_type: 'urn:ietf:params:oauth:grant-type:saml2-bearer', assertion });
});
