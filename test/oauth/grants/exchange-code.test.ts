import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Profile } from '../../../src/core/profile.ts';
import { exchangeCode } from '../../../src/oauth/grants/authorization-code.ts';
import { noon } from '../../core/support/records.ts';
import { type AuthorizationServer, testClients } from '../../support/authorization-server.ts';
import { aLogin, ports, profileAt, redirectUri, signedIn, startServer } from '../support/real-server.ts';

let server: AuthorizationServer;
let profile: Profile;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  server.restoreTokenEndpoint();
  profile = await profileAt(server);
});

/** A callback with other parameters than the server sent. */
function changed(url: string, changes: Record<string, string | undefined>): { url: string } {
  const other = new URL(url);
  for (const [name, value] of Object.entries(changes))
    value === undefined ? other.searchParams.delete(name) : other.searchParams.set(name, value);
  return { url: other.href };
}

const claims = (value: string) => ({
  name: 'claims',
  value,
  stage: 'authorize' as const,
  place: 'query' as const,
  on: true,
});

const tokenRequests = () => server.requests.filter(({ path }) => path === '/token');

describe('A code becomes a token', () => {
  test('that says whom it speaks for and when it ends', async () => {
    const { login, callback } = await signedIn(profile, 'alice');
    const token = await exchangeCode(profile, login, callback, ports);
    expect(token).toMatchObject({
      id: 'new-token',
      profileId: 'acme',
      access_token: expect.stringMatching(/^eyJ/),
      token_type: 'bearer',
      refresh_token: expect.any(String),
      id_token: expect.stringMatching(/^eyJ/),
      scope: ['openid', 'profile', 'pets:read'],
      obtainedAt: noon,
      expiresAt: noon + 3_600_000,
      user: { sub: 'user-alice', name: 'alice' },
    });
    expect(tokenRequests().at(-1)?.body).toMatchObject({
      grant_type: 'authorization_code',
      client_id: 'tester',
      code_verifier: login.code_verifier,
      redirect_uri: redirectUri,
    });
  });

  test('without an ID token when none was asked for', async () => {
    const plain = { ...profile, scope: ['pets:read'] };
    const { login, callback } = await signedIn(plain, 'bob');
    const token = await exchangeCode(plain, login, callback, ports);
    expect(token.scope).toEqual(['pets:read']);
    expect(token).not.toHaveProperty('user');
    expect(token).not.toHaveProperty('id_token');
  });

  test('with a name that is not plain ASCII (Bruno and Insomnia garble it)', async () => {
    const byName = { ...profile, parameters: [claims('{"id_token":{"name":null}}')] };
    const { login, callback } = await signedIn(byName, 'bob');
    const { id_token = '' } = await exchangeCode(byName, login, callback, ports);
    expect(Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString()).toContain('Bob Brønsted');
  });

  test.each([
    ['client_secret_basic', testClients.basic],
    ['client_secret_post', testClients.post],
  ] as const)('for a client that shows who it is by %s', async (token_endpoint_auth_method, client) => {
    const confidential = { ...profile, ...client, token_endpoint_auth_method };
    const { login, callback } = await signedIn(confidential, 'alice');
    await expect(exchangeCode(confidential, login, callback, ports)).resolves.toMatchObject({ token_type: 'bearer' });
  });

  test('when the answer came as a posted form', async () => {
    const { login, callback } = await signedIn(profile, 'alice');
    const form = [...new URL(callback.url).searchParams] as [string, string][];
    await expect(exchangeCode(profile, login, { url: redirectUri, form }, ports)).resolves.toBeDefined();
  });
});

describe('A code is not sent to anybody', () => {
  test.each<[string, Record<string, string | undefined>, string]>([
    ['another state', { state: 'another' }, 'state_wrong'],
    ['no state', { state: undefined }, 'state_wrong'],
    ['the issuer of another server (mix-up, RFC 9207)', { iss: 'https://evil.example' }, 'issuer_mixed_up'],
    ['no issuer, although this server always names it', { iss: undefined }, 'issuer_mixed_up'],
    ['an ID token in the callback', { id_token: 'eyJ' }, 'answer_not_conform'],
    ['no code', { code: undefined }, 'answer_not_conform'],
  ])('when it comes with %s', async (_, changes, code) => {
    const { login, callback } = await signedIn(profile, 'alice');
    const before = tokenRequests().length;
    const exchange = exchangeCode(profile, login, changed(callback.url, changes), ports);
    await expect(exchange).rejects.toMatchObject({ code });
    expect(tokenRequests()).toHaveLength(before);
  });

  test('when the callback names two states', async () => {
    const { login, callback } = await signedIn(profile, 'alice');
    const twice = { url: `${callback.url}&state=another` };
    await expect(exchangeCode(profile, login, twice, ports)).rejects.toMatchObject({ code: 'state_wrong' });
  });
});

describe('A refusal reaches the tester', () => {
  test('when the user denies: with what the server says', async () => {
    const { login, callback } = await signedIn(profile, 'carol', 'deny');
    await expect(exchangeCode(profile, login, callback, ports)).rejects.toMatchObject({
      code: 'authorization_refused',
      quote: { error: 'access_denied', error_description: 'Carol Çelik did not allow it' },
    });
  });

  test('when the code was used before', async () => {
    const { login, callback } = await signedIn(profile, 'alice');
    await exchangeCode(profile, login, callback, ports);
    await expect(exchangeCode(profile, login, callback, ports)).rejects.toMatchObject({
      code: 'token_refused',
      quote: { error: 'invalid_grant', status: 400 },
    });
  });

  test('when the verifier is not that of the request: PKCE holds', async () => {
    const { login, callback } = await signedIn(profile, 'alice');
    const stolen = { ...login, code_verifier: (await aLogin(profile)).code_verifier ?? '' };
    await expect(exchangeCode(profile, stolen, callback, ports)).rejects.toMatchObject({ code: 'token_refused' });
  });

  test('when the secret is wrong: without the secret in it', async () => {
    const wrong = { ...profile, ...testClients.basic, token_endpoint_auth_method: 'client_secret_basic' as const };
    const { login, callback } = await signedIn(wrong, 'alice');
    const failure = await exchangeCode({ ...wrong, client_secret: 'wrong-secret' }, login, callback, ports).catch(
      String,
    );
    expect(failure).toContain('client_refused');
    expect(failure).not.toContain('wrong-secret');
  });
});
