import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Profile } from '../../../src/core/profile.ts';
import { askForBackchannel, requestBackchannel } from '../../../src/oauth/grants/ciba.ts';
import { aProfile, noon } from '../../core/support/records.ts';
import { type CibaServer, ciba, startCibaServer } from '../../support/strict/ciba-server.ts';
import { askStrictly, strictClient } from '../../support/strict/strict-endpoint.ts';
import { ports as held } from '../support/real-server.ts';

let now = noon;
const ports = { ...held, now: () => now };
let server: CibaServer;
beforeAll(async () => {
  server = await startCibaServer(() => now);
});
afterAll(() => server.close());
beforeEach(() => {
  now = noon;
});

const profile = (changes: Partial<Profile> = {}) =>
  aProfile({
    ...strictClient,
    endpoints: {
      token_endpoint: `${server.origin}/token`,
      backchannel_authentication_endpoint: `${server.origin}/ciba`,
    },
    grant_type: ciba,
    token_endpoint_auth_method: 'client_secret_basic',
    scope: ['openid'],
    login_hint: 'alice',
    binding_message: 'W4SCT',
    ...changes,
  });

describe('The CIBA server refuses', () => {
  test.each<[string, Record<string, string>, string]>([
    ['a request without openid', { scope: 'pets', login_hint: 'alice' }, 'invalid_scope'],
    ['a request without a hint', { scope: 'openid' }, 'invalid_request'],
    ['two hints', { scope: 'openid', login_hint: 'alice', id_token_hint: 'x' }, 'invalid_request'],
    [
      'a message that is too long',
      { scope: 'openid', login_hint: 'a', binding_message: 'x'.repeat(21) },
      'invalid_binding_message',
    ],
    ['nobody', { scope: 'openid', login_hint: 'nobody' }, 'unknown_user_id'],
  ])('%s', async (_, parameters, error) => {
    expect((await askStrictly(`${server.origin}/ciba`, parameters)).body.error).toBe(error);
  });

  test('who asks too soon, for something else, or twice', async () => {
    const { body } = await askStrictly(`${server.origin}/ciba`, { scope: 'openid', login_hint: 'alice' });
    const auth_req_id = String(body.auth_req_id);
    const poll = async (id = auth_req_id) =>
      (await askStrictly(`${server.origin}/token`, { grant_type: ciba, auth_req_id: id })).body.error;
    expect(await poll()).toBe('slow_down');
    expect(await poll('another')).toBe('invalid_grant');
    now += 5000;
    expect(await poll()).toBe('authorization_pending');
    server.decide(auth_req_id, 'allow');
    now += 5000;
    expect(await poll()).toBeUndefined();
    expect(await poll()).toBe('invalid_grant');
  });
});

describe('The CIBA server', () => {
  const begin = async () => {
    const { body } = await askStrictly(`${server.origin}/ciba`, { scope: 'openid', login_hint: 'alice' });
    return String(body.auth_req_id);
  };
  const poll = async (auth_req_id: string) =>
    (await askStrictly(`${server.origin}/token`, { grant_type: ciba, auth_req_id })).body.error;

  test('refuses when the user said no, and when nobody came in time', async () => {
    const [denied, late] = [await begin(), await begin()];
    server.decide(denied, 'deny');
    now += 5000;
    expect(await poll(denied)).toBe('access_denied');
    server.decide(late, 'allow');
    now += 120_000;
    expect(await poll(late)).toBe('expired_token');
  });

  test('refuses a client that it does not know, at both endpoints', async () => {
    const stranger = { authorization: 'Basic bm86bm8=' };
    const asked = await askStrictly(`${server.origin}/ciba`, { scope: 'openid', login_hint: 'alice' }, stranger);
    const request = { grant_type: ciba, auth_req_id: await begin() };
    expect([asked.status, (await askStrictly(`${server.origin}/token`, request, stranger)).status]).toEqual([401, 401]);
  });
});

describe('CIBA in poll mode', () => {
  test('asks for the user, and then for the token', async () => {
    const waiting = await requestBackchannel(profile(), ports);
    expect(waiting).toEqual({
      code: expect.any(String),
      interval: 5000,
      nextPollAt: noon + 5000,
      expiresAt: noon + 120_000,
    });
    expect(server.requests.at(-1)?.body.get('binding_message')).toBe('W4SCT');
    server.decide(waiting.code, 'allow');
    now += 5000;
    expect((await askForBackchannel(profile(), waiting, ports, {})).access_token).toBe('for-alice');
  });

  test('says what the server says when it knows nobody by that name', async () => {
    await expect(requestBackchannel(profile({ login_hint: 'nobody' }), ports)).rejects.toMatchObject({
      code: 'authorization_refused',
      quote: { error: 'unknown_user_id' },
    });
  });
});
