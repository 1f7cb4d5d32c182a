import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Profile } from '../../../src/core/profile.ts';
import { requestByGrant } from '../../../src/oauth/grants/generic.ts';
import { tokenExchangeRequest, tokenType } from '../../../src/oauth/grants/token-exchange.ts';
import { aProfile } from '../../core/support/records.ts';
import type { OddServer } from '../../support/odd-server.ts';
import { askStrictly, strictClient } from '../../support/strict/strict-endpoint.ts';
import { expired, startTokenExchangeServer, tokenExchange } from '../../support/strict/token-exchange-server.ts';
import { aParameter } from '../support/a-parameter.ts';
import { ports } from '../support/real-server.ts';

let server: OddServer;
beforeAll(async () => {
  server = await startTokenExchangeServer();
});
afterAll(() => server.close());

const subject = { text: 'subject-of-alice', type: tokenType('access_token') };
const actor = { text: 'actor-of-desk', type: tokenType('access_token') };

const profile = (changes: Partial<Profile> = {}) =>
  aProfile({
    ...strictClient,
    endpoints: { token_endpoint: `${server.origin}/token` },
    grant_type: tokenExchange,
    token_endpoint_auth_method: 'client_secret_basic',
    scope: [],
    ...changes,
  });

describe('The token exchange server refuses', () => {
  const right = { grant_type: tokenExchange, subject_token: subject.text, subject_token_type: subject.type };
  test.each<[string, [string, string][], string]>([
    ['a request without a subject', [['grant_type', tokenExchange]], 'invalid_request'],
    ['an unknown subject', Object.entries({ ...right, subject_token: 'forged' }), 'invalid_request'],
    ['a subject that has ended', Object.entries({ ...right, subject_token: expired }), 'invalid_request'],
    [
      'an unknown actor',
      Object.entries({ ...right, actor_token: 'x', actor_token_type: actor.type }),
      'invalid_request',
    ],
    ['an unknown type to give', Object.entries({ ...right, requested_token_type: 'x' }), 'invalid_request'],
    ['a wrong type', Object.entries({ ...right, subject_token_type: tokenType('id_token') }), 'invalid_request'],
    ['an actor without a type', Object.entries({ ...right, actor_token: actor.text }), 'invalid_request'],
    ['a type without an actor', Object.entries({ ...right, actor_token_type: actor.type }), 'invalid_request'],
    ['a foreign target', Object.entries({ ...right, audience: 'elsewhere' }), 'invalid_target'],
    ['another grant', Object.entries({ ...right, grant_type: 'password' }), 'unsupported_grant_type'],
    ['two subjects', [...Object.entries(right), ['subject_token', 'other']], 'invalid_request'],
  ])('%s', async (_, parameters, error) => {
    expect((await askStrictly(`${server.origin}/token`, parameters)).body.error).toBe(error);
  });

  test('a client that it does not know', async () => {
    const { status } = await askStrictly(`${server.origin}/token`, right, { authorization: 'Basic bm86bm8=' });
    expect(status).toBe(401);
  });
});

describe('A token is exchanged', () => {
  test('for another one (RFC 8693, section 2)', async () => {
    const token = await requestByGrant(profile(), tokenExchangeRequest(subject, undefined), ports);
    expect(token).toMatchObject({
      access_token: 'for-all',
      rest: { issued_token_type: tokenType('access_token') },
    });
  });

  test('on behalf of its subject by an actor', async () => {
    await requestByGrant(profile(), tokenExchangeRequest(subject, actor), ports);
    expect(Object.fromEntries(server.requests.at(-1)?.body ?? [])).toEqual({
      grant_type: tokenExchange,
      subject_token: subject.text,
      subject_token_type: subject.type,
      actor_token: actor.text,
      actor_token_type: actor.type,
    });
  });

  test('for several resources and an audience, each in a parameter of its own', async () => {
    const parameters = [
      aParameter('resource', 'https://api.example'),
      aParameter('resource', 'https://api.example'),
      aParameter('audience', 'pets'),
    ];
    const token = await requestByGrant(profile({ parameters }), tokenExchangeRequest(subject, undefined), ports);
    expect(token.access_token).toBe('for-https://api.example+https://api.example+pets');
  });

  test('for what is no access token: its type is N_A', async () => {
    const parameters = [aParameter('requested_token_type', tokenType('id_token'))];
    const token = await requestByGrant(profile({ parameters }), tokenExchangeRequest(subject, undefined), ports);
    expect(token).toMatchObject({ token_type: 'n_a', rest: { issued_token_type: tokenType('id_token') } });
  });

  test('not for a target that it may not have, and the failure tells nothing of the token', async () => {
    const parameters = [aParameter('audience', 'elsewhere')];
    const failing = requestByGrant(profile({ parameters }), tokenExchangeRequest(subject, undefined), ports);
    const failure = await failing.catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'token_refused', quote: { error: 'invalid_target' } });
    expect(JSON.stringify(failure)).not.toContain(subject.text);
  });
});
