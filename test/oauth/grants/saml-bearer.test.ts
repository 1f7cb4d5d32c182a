import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requestByGrant } from '../../../src/oauth/grants/generic.ts';
import { samlBearerRequest } from '../../../src/oauth/grants/saml-bearer.ts';
import { aProfile } from '../../core/support/records.ts';
import type { OddServer } from '../../support/odd-server.ts';
import { samlAssertion, samlBearer, startSamlBearerServer } from '../../support/strict/saml-bearer-server.ts';
import { askStrictly, strictClient } from '../../support/strict/strict-endpoint.ts';
import { ports } from '../support/real-server.ts';

const right = samlAssertion();
const encodedBefore = samlAssertion({ id: '_2' });
const foreign = samlAssertion({ id: '_3', audience: 'https://elsewhere.example' });
const late = samlAssertion({ id: '_4', notOnOrAfter: '2001-01-01T00:00:00Z' });
const once = samlAssertion({ id: '_5' });

let server: OddServer;
beforeAll(async () => {
  server = await startSamlBearerServer([right, encodedBefore, foreign, late, once]);
});
afterAll(() => server.close());

function ask(assertion: string) {
  const endpoints = { token_endpoint: `${server.origin}/token` };
  const method = { token_endpoint_auth_method: 'client_secret_basic' as const };
  const profile = aProfile({ ...strictClient, ...method, endpoints, grant_type: samlBearer, assertion, scope: [] });
  return requestByGrant(profile, samlBearerRequest(profile), ports);
}

describe('The SAML bearer server refuses', () => {
  test.each([
    ['what it did not issue', () => samlAssertion({ id: '_9' }), 'not signed by the identity provider'],
    ['an assertion for somebody else', () => foreign, 'for somebody else'],
    ['an assertion that has ended', () => late, 'too late'],
  ])('%s', async (_, assertion, error_description) => {
    await expect(ask(assertion())).rejects.toMatchObject({ quote: { error: 'invalid_grant', error_description } });
  });

  test('an assertion that it has seen', async () => {
    await ask(once);
    await expect(ask(once)).rejects.toMatchObject({ quote: { error_description: 'used before' } });
  });

  test('base64 that is not for URLs', async () => {
    const assertion = `${Buffer.from(right).toString('base64')}==`;
    const { body } = await askStrictly(`${server.origin}/token`, { grant_type: samlBearer, assertion });
    expect(body.error_description).toContain('base64url');
  });
});

describe('A SAML assertion', () => {
  test('is pasted as XML and encoded as RFC 7522 wants it, whatever letters are in it', async () => {
    expect((await ask(`\n${right}\n`)).access_token).toBe('for-zo?@pets.example');
  });

  test('is sent as it is when it was encoded before', async () => {
    await expect(ask(Buffer.from(encodedBefore).toString('base64url'))).resolves.toBeDefined();
  });
});
