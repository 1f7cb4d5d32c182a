import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Profile } from '../../../src/core/profile.ts';
import { exchangeCode } from '../../../src/oauth/grants/authorization-code.ts';
import { refresh } from '../../../src/oauth/grants/refresh.ts';
import { aProfile, aToken, without } from '../../core/support/records.ts';
import { type AuthorizationServer, testClients } from '../../support/authorization-server.ts';
import { type OddServer, startOddServer } from '../../support/odd-server.ts';
import { aParameter } from '../support/a-parameter.ts';
import { type OddIssuer, startOddIssuer, tokens } from '../support/odd-issuer.ts';
import { ports, profileAt, signedIn, startServer } from '../support/real-server.ts';

let server: AuthorizationServer;
let odd: OddServer | OddIssuer | undefined;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
afterEach(() => odd?.close());

async function tokenOf(profile: Profile, user: string) {
  const { login, callback } = await signedIn(profile, user);
  return exchangeCode(profile, login, callback, ports);
}

describe('A token is renewed at a real server', () => {
  test('and its refresh token rotates', async () => {
    const profile = await profileAt(server);
    const token = await tokenOf(profile, 'alice');
    const fresh = await refresh(profile, token, { ...ports, now: () => token.obtainedAt + 5000 });
    expect(fresh).toMatchObject({ id: token.id, user: token.user, obtainedAt: token.obtainedAt + 5000 });
    expect(fresh.access_token).not.toBe(token.access_token);
    expect(fresh.refresh_token).not.toBe(token.refresh_token);
  });

  test.each([
    ['client_secret_basic', testClients.basic],
    ['client_secret_post', testClients.post],
  ] as const)('with the client’s authentication as before: %s (Insomnia forgets it)', async (method, client) => {
    const profile = await profileAt(server, { ...client, token_endpoint_auth_method: method });
    const token = await tokenOf(profile, 'alice');
    await expect(refresh(profile, token, ports)).resolves.toMatchObject({ token_type: 'bearer' });
    const { headers, body } = server.requests.at(-1) ?? {};
    expect(method === 'client_secret_basic' ? headers?.authorization : body?.client_secret).toBeTruthy();
  });

  test('and says when the grant is over', async () => {
    const profile = await profileAt(server);
    const token = await tokenOf(profile, 'carol');
    await server.revokeGrants('carol');
    await expect(refresh(profile, token, ports)).rejects.toMatchObject({
      code: 'grant_expired',
      quote: { error: 'invalid_grant' },
    });
  });
});

describe('A renewal', () => {
  test('without a refresh token is not tried', async () => {
    await expect(refresh(aProfile(), without('refresh_token'), ports)).rejects.toMatchObject({ code: 'not_renewable' });
  });

  test('goes to the refresh endpoint where that is another', async () => {
    odd = await startOddServer(() => tokens());
    const endpoints = { token_endpoint: 'http://127.0.0.1:1/token', refresh_endpoint: `${odd.origin}/renew` };
    await expect(refresh(aProfile({ endpoints }), aToken(), ports)).resolves.toMatchObject({
      access_token: 'odd-access',
    });
    expect(odd.requests.map(({ path }) => path)).toEqual(['/renew']);
  });

  test.each([
    ['the profile asks for openid', { scope: ['openid'] }, {}],
    ['an ID token came before', {}, { id_token: 'e30.e30.' }],
  ])(
    'is not asked for while the server’s keys can’t be had, where %s: its refresh token would be lost',
    async (_, asked, before) => {
      odd = await startOddServer(({ path }) => (path === '/jwks' ? 'drop' : tokens({ refresh_token: 'rotated' })));
      const { origin: issuer } = odd;
      const metadata = { issuer, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks` };
      const profile = aProfile({ issuer, metadata, endpoints: {}, ...asked });
      await expect(refresh(profile, aToken(before), ports)).rejects.toMatchObject({ code: 'server_unreachable' });
      expect(odd.requests.map(({ path }) => path)).toEqual(['/jwks']);
    },
  );

  test('without a new refresh token keeps the old one (Bruno lost it)', async () => {
    odd = await startOddServer(() => tokens());
    const profile = aProfile({ endpoints: { token_endpoint: `${odd.origin}/token` } });
    expect(await refresh(profile, aToken(), ports)).toMatchObject({ refresh_token: 'refresh-of-alice' });
  });

  test('without a scope keeps the one that was granted, whatever the profile asks for by now', async () => {
    odd = await startOddServer(() => tokens());
    const profile = aProfile({ scope: ['everything'], endpoints: { token_endpoint: `${odd.origin}/token` } });
    expect((await refresh(profile, aToken({ scope: ['pets:read'] }), ports)).scope).toEqual(['pets:read']);
  });

  test('with another scope says what the token may do now', async () => {
    odd = await startOddServer(() => tokens({ scope: 'pets:read offers:read' }));
    const profile = aProfile({ scope: ['pets:write'], endpoints: { token_endpoint: `${odd.origin}/token` } });
    expect((await refresh(profile, aToken(), ports)).scope).toEqual(['pets:read', 'offers:read']);
    expect(odd.requests[0]?.body.has('scope')).toBe(false);
  });

  test('asks for the same resources again, where the tester wants them in every request (RFC 8707, section 2.2)', async () => {
    odd = await startOddServer(() => tokens());
    const parameters = ['https://a.example', 'https://b.example'].map((value) =>
      aParameter('resource', value, { stage: 'every' }),
    );
    const profile = aProfile({ parameters, endpoints: { token_endpoint: `${odd.origin}/token` } });
    await refresh(profile, aToken(), ports);
    expect(odd.requests[0]?.body.getAll('resource')).toEqual(['https://a.example', 'https://b.example']);
  });

  test('with an ID token that nobody signed, or that is for another client, keeps nothing', async () => {
    const issuer: OddIssuer = await startOddIssuer(async ({ body }) => {
      const right = await issuer.idToken(body.has('other') ? { aud: 'another' } : {});
      return tokens({ id_token: body.has('other') ? right : right.replace(/[^.]+$/, 'AAAA') });
    });
    odd = issuer;
    for (const parameters of [[], [aParameter('other', '1', { stage: 'refresh' })]]) {
      const profile = await issuer.profile({ parameters });
      await expect(refresh(profile, aToken(), ports)).rejects.toMatchObject({ code: 'id_token_invalid' });
    }
  });

  test('with an ID token of the same user takes it', async () => {
    const issuer = await startOddIssuer(async (_request, { idToken }) => tokens({ id_token: await idToken() }));
    odd = issuer;
    const fresh = await refresh(await issuer.profile(), aToken(), ports);
    expect(fresh).toMatchObject({ id_token: expect.stringMatching(/^eyJ/), user: { name: 'alice' } });
  });

  test('with an ID token is measured by the ID token of before, wherever the user’s id stands by the profile', async () => {
    let sub = 'user-alice';
    const issuer = await startOddIssuer(async (_request, { idToken }) => tokens({ id_token: await idToken({ sub }) }));
    odd = issuer;
    const deviations = { answers: { 'user info': { fields: { sub: 'ZUID' } } } };
    const profile = await issuer.profile({ deviations });
    const user = { sub: '4711', name: 'Alice' };
    const before = aToken({ user, id_token: await issuer.idToken() });
    expect(await refresh(profile, before, ports)).toMatchObject({ user });
    expect(await refresh(profile, aToken({ user }), ports)).toMatchObject({ user });
    sub = 'user-bob';
    await expect(refresh(profile, before, ports)).rejects.toMatchObject({ code: 'id_token_invalid' });
  });

  test('with an ID token of another user keeps nothing: the label would lie (OpenID Connect Core, 12.2)', async () => {
    const issuer = await startOddIssuer(async (_request, { idToken }) =>
      tokens({ id_token: await idToken({ sub: 'user-bob' }) }),
    );
    odd = issuer;
    await expect(refresh(await issuer.profile(), aToken(), ports)).rejects.toMatchObject({
      code: 'id_token_invalid',
      message: expect.stringContaining('another user'),
    });
  });
});
