import { afterEach, describe, expect, test } from 'vitest';
import { revoke } from '../../../src/oauth/endpoints/revoke.ts';
import { exchangeCode } from '../../../src/oauth/grants/authorization-code.ts';
import { refresh } from '../../../src/oauth/grants/refresh.ts';
import { isRevocable } from '../../../src/oauth/server.ts';
import { aProfile, aToken, without } from '../../core/support/records.ts';
import { testClients } from '../../support/authorization-server.ts';
import { type OddAnswer, type OddServer, startOddServer } from '../../support/odd-server.ts';
import { ports, profileAt, signedIn, startServer } from '../support/real-server.ts';

let odd: OddServer | undefined;
afterEach(async () => {
  await odd?.close();
  odd = undefined;
});

async function oddProfile(answer: OddAnswer) {
  odd = await startOddServer(() => answer);
  const endpoints = { token_endpoint: `${odd.origin}/token`, revocation_endpoint: `${odd.origin}/revoke` };
  return aProfile({ endpoints });
}

describe('A token is revoked', () => {
  test('at a real server: neither it nor its refresh token works any more', async () => {
    const server = await startServer();
    const basic = { ...testClients.basic, token_endpoint_auth_method: 'client_secret_basic' as const };
    const profile = await profileAt(server, basic);
    const { login, callback } = await signedIn(profile, 'alice');
    const token = await exchangeCode(profile, login, callback, ports);
    await revoke(profile, token, ports);
    await expect(refresh(profile, token, ports)).rejects.toMatchObject({ code: 'grant_expired' });
    const answer = await fetch(`${server.issuer}/userinfo`, {
      headers: { authorization: `Bearer ${token.access_token}` },
    });
    expect(answer.status).toBe(401);
    await server.close();
  });

  test('refresh token first: that ends the whole grant even if the rest fails', async () => {
    await revoke(await oddProfile({ status: 200 }), aToken(), ports);
    expect(odd?.requests.map(({ body }) => Object.fromEntries(body))).toEqual([
      { client_id: 'tester', token: 'refresh-of-alice', token_type_hint: 'refresh_token' },
      { client_id: 'tester', token: 'access-of-alice', token_type_hint: 'access_token' },
    ]);
  });

  test('alone when there is nothing else', async () => {
    await revoke(await oddProfile({ status: 200 }), without('refresh_token'), ports);
    expect(odd?.requests).toHaveLength(1);
  });
});

describe('Revoking', () => {
  test('is possible where the server says where', async () => {
    expect(isRevocable(await oddProfile({}))).toBe(true);
    expect(isRevocable(aProfile())).toBe(false);
    const open = { issuer: 'https://id.acme.example', revocation_endpoint: null } as never;
    expect(isRevocable(aProfile({ metadata: open }))).toBe(false);
  });

  test.each<[string, OddAnswer, string]>([
    ['an error page', { status: 503, body: 'down' }, 'server_error'],
    ['a refused client', { status: 401, json: { error: 'invalid_client' } }, 'client_refused'],
    [
      'a kind of token that it does not know',
      { status: 400, json: { error: 'unsupported_token_type' } },
      'token_refused',
    ],
    ['a broken connection', 'drop', 'server_unreachable'],
  ])('tells of %s, and never the token', async (_, answer, code) => {
    const failure = await revoke(await oddProfile(answer), aToken(), ports).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code });
    expect(JSON.stringify(failure)).not.toMatch(/of-alice/);
  });

  test('hides the tokens that the server repeats', async () => {
    const echo = { status: 400, json: { error: 'invalid_request', error_description: 'what is refresh-of-alice?' } };
    await expect(revoke(await oddProfile(echo), aToken(), ports)).rejects.toMatchObject({
      quote: { error_description: 'what is ••••?' },
    });
  });
});
