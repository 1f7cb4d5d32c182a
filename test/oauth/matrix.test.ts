import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Callback } from '../../src/core/login.ts';
import type { AuthMethod, Profile } from '../../src/core/profile.ts';
import type { Token } from '../../src/core/token.ts';
import { authorizationUrl } from '../../src/oauth/authorization-request.ts';
import { introspect } from '../../src/oauth/endpoints/introspect.ts';
import { register } from '../../src/oauth/endpoints/register.ts';
import { revoke } from '../../src/oauth/endpoints/revoke.ts';
import { userInfo } from '../../src/oauth/endpoints/user-info.ts';
import { exchangeCode } from '../../src/oauth/grants/authorization-code.ts';
import { requestClientCredentials } from '../../src/oauth/grants/client-credentials.ts';
import { askForDevice, requestDeviceCode } from '../../src/oauth/grants/device-code.ts';
import { readImplicitAnswer } from '../../src/oauth/grants/implicit.ts';
import { refresh } from '../../src/oauth/grants/refresh.ts';
import type { RecordedRequest } from '../support/authorization-server/request-log.ts';
import { type AuthorizationServer, testClients } from '../support/authorization-server.ts';
import { clientKey, createClientKey } from '../support/client-key.ts';
import { confirmDevice } from '../support/confirm-device.ts';
import { signInForCallback } from '../support/sign-in.ts';
import { aLogin, ports as held, holdKey, profileAt, redirectUri, startServer } from './support/real-server.ts';

let ids = 0;
const ports = { ...held, now: () => Date.now(), randomId: () => `id-${++ids}` };
const key = holdKey(clientKey);

let server: AuthorizationServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

type Changes = Partial<Profile>;

const clients: Record<string, Changes> = {
  none: { ...testClients.tester, token_endpoint_auth_method: 'none' },
  client_secret_basic: { ...testClients.basic, token_endpoint_auth_method: 'client_secret_basic' },
  client_secret_post: { ...testClients.post, token_endpoint_auth_method: 'client_secret_post' },
  client_secret_jwt: { ...testClients.secretJwt, token_endpoint_auth_method: 'client_secret_jwt' },
  private_key_jwt: { ...testClients.privateKeyJwt, token_endpoint_auth_method: 'private_key_jwt' },
};
const authMethodsHere = Object.keys(clients) as AuthMethod[];
const confidential = Object.entries(clients).filter(([name]) => name !== 'none');

const hardenings: Record<string, Changes> = {
  'no hardening': {},
  PAR: { pushed: true },
  JAR: { signedRequest: true },
  'PAR with JAR': { pushed: true, signedRequest: true },
  JARM: { response_mode: 'jwt' },
  DPoP: { dpop: true },
  'PAR with JAR, JARM and DPoP': { pushed: true, signedRequest: true, response_mode: 'query.jwt', dpop: true },
};

type Run = { profile: Profile; token: Token; url: URL; callback: Callback; requests: readonly RecordedRequest[] };

/** Signs alice in by any grant that sends her through the browser, and keeps what the server saw of it. */
async function signedIn(changes: Changes): Promise<Run> {
  const profile = await profileAt(server, { ...key, ...changes });
  const before = server.requests.length;
  const login = await aLogin(profile);
  const url = await authorizationUrl(profile, login.id, login, ports);
  const callback = await signInForCallback({ url, user: 'alice' });
  const read = profile.grant_type === 'implicit' ? readImplicitAnswer : exchangeCode;
  const token = await read(profile, login, callback, ports);
  return { profile, token, url: new URL(url), callback, requests: server.requests.slice(before) };
}

const cross = (rows: Record<string, Changes>, columns: Record<string, Changes>) =>
  Object.entries(rows).flatMap(([row, a]) =>
    Object.entries(columns).map(([column, b]) => [row, column, { ...a, ...b }] as const),
  );

const at = (path: string, requests: readonly RecordedRequest[]) => requests.filter((each) => each.path === path);
const algOf = (jwt = '') => decodeProtectedHeader(jwt).alg;

/** That the client showed who it is by this method and by no other, in each of these requests. */
function expectAuthenticated(requests: readonly RecordedRequest[], { token_endpoint_auth_method }: Profile) {
  expect(requests.length).toBeGreaterThan(0);
  for (const { headers, body } of requests) {
    const shown = {
      basic: headers.authorization?.split(' ')[0],
      secret: body.client_secret !== undefined,
      assertion: body.client_assertion && algOf(body.client_assertion),
    };
    const nothing = { basic: undefined, secret: false, assertion: undefined };
    const expected = {
      none: nothing,
      tls_client_auth: nothing,
      client_secret_basic: { ...nothing, basic: 'Basic' },
      client_secret_post: { ...nothing, secret: true },
      client_secret_jwt: { ...nothing, assertion: 'HS256' },
      private_key_jwt: { ...nothing, assertion: 'ES256' },
    };
    expect(shown).toEqual(expected[token_endpoint_auth_method]);
  }
}

/** That the server saw the hardening that the cell is about, and none that it is not about: no cell is empty. */
function expectHardened({ profile, url, callback, requests, token }: Run): void {
  const pushes = at('/par', requests);
  expect(pushes.map(({ status }) => status)).toEqual(profile.pushed ? [201] : []);
  if (profile.pushed) {
    expect([...url.searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
    expectAuthenticated(pushes, profile);
  }
  const asked = profile.pushed ? (pushes[0]?.body ?? {}) : Object.fromEntries(url.searchParams);
  expect(asked.request && algOf(asked.request)).toBe(profile.signedRequest ? 'ES256' : undefined);
  const said: Record<string, unknown> = asked.request ? decodeJwt(asked.request) : asked;
  // What is signed does not stand beside it unsigned.
  if (profile.signedRequest) expect(asked).not.toHaveProperty('state');
  expect(said).toMatchObject({ state: expect.any(String), redirect_uri: redirectUri });
  const hasCode = profile.grant_type !== 'implicit';
  const isChallenged = hasCode && profile.code_challenge_method !== 'none';
  expect(said.code_challenge_method).toBe(isChallenged ? 'S256' : undefined);
  expect(said.dpop_jkt).toEqual(profile.dpop ? expect.stringMatching(/^[\w-]{43}$/) : undefined);
  const answer = callback.form ? new URLSearchParams(callback.form) : answerIn(callback.url);
  expect([...answer.keys()].includes('response')).toBe(profile.response_mode?.endsWith('jwt') === true);
  for (const { headers, body, status } of at('/token', requests)) {
    expect(headers.dpop && algOf(String(headers.dpop))).toBe(profile.dpop ? 'ES256' : undefined);
    expect(body.code_verifier !== undefined).toBe(isChallenged);
    expect([200, ...(profile.dpop ? [400] : [])]).toContain(status);
  }
  expect(at('/token', requests).length > 0).toBe(hasCode);
  if (hasCode) expect(token.dpopKeyId !== undefined).toBe(profile.dpop === true);
}

function answerIn(url: string): URLSearchParams {
  const { hash, search } = new URL(url);
  return new URLSearchParams(hash.slice(1) || search);
}

/** Registers a client for this cell, as the fixed ones have not all grants with all authentications. */
async function registered(method: AuthMethod, metadata: Record<string, unknown>): Promise<Changes> {
  const client = await register(
    await profileAt(server),
    {
      token_endpoint_auth_method: method,
      redirect_uris: [redirectUri],
      jwks: { keys: [clientKey.publicJwk] },
      ...(method === 'private_key_jwt' && { token_endpoint_auth_signing_alg: 'ES256' }),
      ...metadata,
    },
    '',
    ports,
  );
  const { client_id, client_secret } = client;
  return {
    client_id,
    ...(typeof client_secret === 'string' && { client_secret }),
    token_endpoint_auth_method: method,
  };
}

describe('Signing in by authorization code', () => {
  test.each(cross(clients, hardenings))(
    'works with %s and %s; so do user info, renewing (Insomnia forgets the client authentication) and revoking',
    async (_auth, _hardening, changes) => {
      const run = await signedIn(changes);
      const { profile, token } = run;
      expect(token).toMatchObject({ token_type: changes.dpop ? 'dpop' : 'bearer', user: { sub: 'user-alice' } });
      expectHardened(run);
      expectAuthenticated(at('/token', run.requests), profile);
      const before = server.requests.length;
      expect(await userInfo(profile, token, ports)).toMatchObject({ name: 'alice' });
      expect(await introspect(profile, token, ports)).toMatchObject({ active: true, client_id: profile.client_id });
      const fresh = await refresh(profile, token, ports);
      expect(fresh.access_token).not.toBe(token.access_token);
      expect(fresh.refresh_token).not.toBe(token.refresh_token);
      expect(fresh.dpopKeyId).toBe(token.dpopKeyId);
      await revoke(profile, fresh, ports);
      expect(await introspect(profile, fresh, ports)).toEqual({ active: false });
      await expect(refresh(profile, fresh, ports)).rejects.toMatchObject({ code: 'grant_expired' });
      const later = server.requests.slice(before);
      for (const path of ['/introspect', '/revoke', '/token']) expectAuthenticated(at(path, later), profile);
      for (const { headers } of [...at('/token', later), ...at('/userinfo', later)])
        expect(headers.dpop !== undefined).toBe(changes.dpop === true);
    },
  );

  test.each(confidential)('works without PKCE where the server lets a client: %s', async (_, changes) => {
    const run = await signedIn({ ...changes, code_challenge_method: 'none' });
    expectHardened(run);
    expect(run.token.user?.sub).toBe('user-alice');
  });

  test('does not work without PKCE where the server insists', async () => {
    await expect(signedIn({ code_challenge_method: 'none' })).rejects.toMatchObject({ code: 'authorization_refused' });
  });

  test.each(confidential)('is refused with the credentials of another client: %s', async (method, changes) => {
    const other: Changes =
      method === 'private_key_jwt' ? holdKey(await createClientKey('stranger')) : { client_secret: 'w'.repeat(40) };
    await expect(signedIn({ ...changes, ...other })).rejects.toMatchObject({ code: 'client_refused' });
  });

  test.each(['query', 'fragment', 'form_post', 'jwt', 'query.jwt', 'fragment.jwt', 'form_post.jwt'] as const)(
    'works however the server answers: %s (Bruno and Hoppscotch lose form_post)',
    async (response_mode) => {
      const { callback, token } = await signedIn({ response_mode });
      expect(token.user?.name).toBe('alice');
      const place = response_mode.split('.')[0]?.replace(/^jwt$/, 'query');
      const used = callback.form ? 'form_post' : new URL(callback.url).hash ? 'fragment' : 'query';
      expect(used).toBe(place);
    },
  );

  test('works with a client for which the server takes nothing but PAR, JAR and DPoP', async () => {
    const run = await signedIn({
      ...testClients.hardened,
      token_endpoint_auth_method: 'private_key_jwt',
      pushed: true,
      signedRequest: true,
      dpop: true,
    });
    expect(run.token.token_type).toBe('dpop');
    expectHardened(run);
  });
});

describe('Getting a machine’s token', () => {
  const rows = Object.fromEntries(confidential);
  test.each(cross(rows, { 'no hardening': {}, DPoP: { dpop: true } }))(
    'works with %s and %s',
    async (_auth, _hardening, changes) => {
      const more: Changes = { grant_type: 'client_credentials', scope: ['pets:read'] };
      const profile = await profileAt(server, { ...key, ...changes, ...more });
      const before = server.requests.length;
      const token = await requestClientCredentials(profile, ports);
      expect(token).toMatchObject({ token_type: changes.dpop ? 'dpop' : 'bearer', scope: ['pets:read'] });
      const again = await requestClientCredentials(profile, ports, { dpopKeyId: token.dpopKeyId });
      expect(again.dpopKeyId).toBe(token.dpopKeyId);
      const asked = at('/token', server.requests.slice(before));
      expectAuthenticated(asked, profile);
      for (const { headers } of asked) expect(headers.dpop !== undefined).toBe(changes.dpop === true);
    },
  );
});

describe('Connecting a device', () => {
  test.each(cross(clients, { 'no hardening': {}, DPoP: { dpop: true } }))(
    'works with %s and %s',
    async (_auth, _hardening, changes) => {
      const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
      const profile = await profileAt(server, { ...key, ...changes, grant_type });
      const before = server.requests.length;
      const waiting = await requestDeviceCode(profile, ports);
      expect(waiting).toMatchObject({
        user_code: expect.any(String),
        verification_uri: `${server.issuer}/device`,
        verification_uri_complete: expect.stringContaining('user_code='),
        interval: 5000,
      });
      await expect(askForDevice(profile, waiting, ports, {})).rejects.toMatchObject({
        quote: { error: 'authorization_pending' },
      });
      await confirmDevice(waiting, 'bob');
      const token = await askForDevice(profile, waiting, ports, {});
      expect(token).toMatchObject({ user: { sub: 'user-bob' }, token_type: changes.dpop ? 'dpop' : 'bearer' });
      expect((await refresh(profile, token, ports)).user?.sub).toBe('user-bob');
      const asked = server.requests.slice(before);
      expectAuthenticated([...at('/device/authorize', asked), ...at('/token', asked)], profile);
      for (const { headers } of at('/token', asked)) expect(headers.dpop !== undefined).toBe(changes.dpop === true);
    },
  );

  test('ends when the user refuses', async () => {
    const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
    const profile = await profileAt(server, { grant_type });
    const waiting = await requestDeviceCode(profile, ports);
    await confirmDevice(waiting, 'bob', 'deny');
    await expect(askForDevice(profile, waiting, ports, {})).rejects.toMatchObject({ code: 'authorization_refused' });
  });
});

const pushing = Object.fromEntries(
  Object.entries(hardenings).filter(([name]) => ['no hardening', 'PAR', 'JAR', 'PAR with JAR'].includes(name)),
);

describe('The implicit grant', () => {
  const implicit: Changes = { ...testClients.implicit, grant_type: 'implicit' };
  const types = {
    'id_token by fragment': { response_type: 'id_token', response_mode: 'fragment' },
    'id_token by form_post': { response_type: 'id_token', response_mode: 'form_post' },
    'id_token token by fragment': { response_type: 'id_token token', response_mode: 'fragment' },
    'id_token token by form_post': { response_type: 'id_token token', response_mode: 'form_post' },
  } as const;
  test.each(cross(types, pushing))('gives %s with %s', async (_type, _hardening, changes) => {
    const run = await signedIn({ ...implicit, ...changes });
    expectHardened(run);
    const { token, callback } = run;
    expect(callback.form !== undefined).toBe(changes.response_mode === 'form_post');
    expect(token.user?.sub).toBe('user-alice');
    expect(token.rest).not.toHaveProperty('state');
    if (changes.response_type === 'id_token') expect(token.access_token).toBe(token.id_token);
    else expect(token.access_token).not.toBe(token.id_token);
    expect(token.expiresAt).toBeGreaterThan(Date.now());
  });
});

describe('The hybrid flow', () => {
  const types = ['code id_token', 'code token', 'code id_token token'] as const;
  const grant_types = ['authorization_code', 'implicit', 'refresh_token'];
  const metadata = { grant_types, response_types: types };
  const byType = Object.fromEntries(types.map((response_type) => [response_type, { response_type }]));
  const hybrid: Changes = { ...testClients.hybrid, grant_type: 'hybrid' };

  test.each(cross(byType, { fragment: { response_mode: 'fragment' }, form_post: { response_mode: 'form_post' } }))(
    'gives %s by %s, and keeps the token of the token endpoint',
    async (_type, _mode, changes) => {
      const run = await signedIn({ ...hybrid, ...changes });
      expectHardened(run);
      expect(run.callback.form !== undefined).toBe(changes.response_mode === 'form_post');
      expect(run.token).toMatchObject({ user: { sub: 'user-alice' }, refresh_token: expect.any(String) });
      const answer = run.callback.form ? new URLSearchParams(run.callback.form) : answerIn(run.callback.url);
      for (const part of changes.response_type?.split(' ') ?? [])
        expect([...answer.keys()]).toContain(part === 'token' ? 'access_token' : part);
      expect(answer.get('access_token')).not.toBe(run.token.access_token);
    },
  );

  test.each(cross(byType, { ...pushing, DPoP: { dpop: true } }))(
    'gives %s with %s',
    async (_type, _hardening, changes) => {
      const run = await signedIn({ ...hybrid, ...changes });
      expectHardened(run);
      expect((await refresh(run.profile, run.token, ports)).user?.sub).toBe('user-alice');
    },
  );

  test.each(
    cross(byType, Object.fromEntries(authMethodsHere.map((each) => [each, { token_endpoint_auth_method: each }]))),
  )(
    'gives %s to a client that shows who it is by %s',
    async (_type, _auth, { response_type, token_endpoint_auth_method = 'none' }) => {
      const client = await registered(token_endpoint_auth_method, metadata);
      const run = await signedIn({ grant_type: 'hybrid', ...client, ...(response_type && { response_type }) });
      expectHardened(run);
      expectAuthenticated(at('/token', run.requests), run.profile);
      expect(run.token.user?.sub).toBe('user-alice');
    },
  );

  test('gives code and token in a signed answer (JARM)', async () => {
    const run = await signedIn({ ...hybrid, response_type: 'code token', response_mode: 'jwt' });
    expectHardened(run);
    expect(run.token.user?.sub).toBe('user-alice');
  });
});
