import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Profile } from '../../src/core/profile.ts';
import type { Token } from '../../src/core/token.ts';
import { authorizationUrl } from '../../src/oauth/authorization-request.ts';
import { revoke } from '../../src/oauth/endpoints/revoke.ts';
import { userInfo } from '../../src/oauth/endpoints/user-info.ts';
import { exchangeCode } from '../../src/oauth/grants/authorization-code.ts';
import { requestClientCredentials } from '../../src/oauth/grants/client-credentials.ts';
import { askForDevice, requestDeviceCode } from '../../src/oauth/grants/device-code.ts';
import { readImplicitAnswer } from '../../src/oauth/grants/implicit.ts';
import { refresh } from '../../src/oauth/grants/refresh.ts';
import { type AuthorizationServer, testClients } from '../support/authorization-server.ts';
import { clientKey } from '../support/client-key.ts';
import { confirmDevice } from '../support/confirm-device.ts';
import { signInForCallback } from '../support/sign-in.ts';
import { aLogin, ports as held, holdKey, profileAt, startServer } from './support/real-server.ts';

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

/** Signs alice in by any grant that sends her through the browser. */
async function signedIn(changes: Changes): Promise<{ profile: Profile; token: Token; url: string }> {
  const profile = await profileAt(server, { ...key, ...changes });
  const login = await aLogin(profile);
  const url = await authorizationUrl(profile, login.id, login, ports);
  const callback = await signInForCallback({ url, user: 'alice' });
  const read = profile.grant_type === 'implicit' ? readImplicitAnswer : exchangeCode;
  return { profile, token: await read(profile, login, callback, ports), url };
}

const cross = (rows: Record<string, Changes>, columns: Record<string, Changes>) =>
  Object.entries(rows).flatMap(([row, a]) =>
    Object.entries(columns).map(([column, b]) => [row, column, { ...a, ...b }] as const),
  );

const lastBody = () => server.requests.findLast(({ path }) => path === '/token')?.body;

describe('Signing in by authorization code', () => {
  test.each(cross(clients, hardenings))(
    'works with %s and %s; so do user info, renewing (Insomnia forgets the client authentication) and revoking',
    async (_auth, _hardening, changes) => {
      const { profile, token } = await signedIn(changes);
      expect(token).toMatchObject({ token_type: changes.dpop ? 'dpop' : 'bearer', user: { sub: 'user-alice' } });
      expect(await userInfo(profile, token, ports)).toMatchObject({ name: 'alice' });
      const fresh = await refresh(profile, token, ports);
      expect(fresh.access_token).not.toBe(token.access_token);
      expect(fresh.refresh_token).not.toBe(token.refresh_token);
      expect(fresh.dpopKeyId).toBe(token.dpopKeyId);
      await revoke(profile, fresh, ports);
      await expect(refresh(profile, fresh, ports)).rejects.toMatchObject({ code: 'grant_expired' });
    },
  );

  test.each(['query', 'fragment', 'form_post', 'jwt', 'query.jwt', 'fragment.jwt', 'form_post.jwt'] as const)(
    'works however the server answers: %s (Bruno and Hoppscotch lose form_post)',
    async (response_mode) => {
      expect((await signedIn({ response_mode })).token.user?.name).toBe('alice');
    },
  );

  test('works with a client for which the server takes nothing but PAR, JAR and DPoP', async () => {
    const { token, url } = await signedIn({
      ...testClients.hardened,
      token_endpoint_auth_method: 'private_key_jwt',
      pushed: true,
      signedRequest: true,
      dpop: true,
    });
    expect(token.token_type).toBe('dpop');
    expect([...new URL(url).searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
  });

  test('shows nothing of a pushed request in the URL', async () => {
    const { url } = await signedIn({ pushed: true });
    expect([...new URL(url).searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
  });
});

describe('Getting a machine’s token', () => {
  const rows = Object.fromEntries(confidential);
  test.each(cross(rows, { 'no hardening': {}, DPoP: { dpop: true } }))(
    'works with %s and %s',
    async (_auth, _hardening, changes) => {
      const more: Changes = { grant_type: 'client_credentials', scope: ['pets:read'] };
      const profile = await profileAt(server, { ...key, ...changes, ...more });
      const token = await requestClientCredentials(profile, ports);
      expect(token).toMatchObject({ token_type: changes.dpop ? 'dpop' : 'bearer', scope: ['pets:read'] });
      const again = await requestClientCredentials(profile, ports, { dpopKeyId: token.dpopKeyId });
      expect(again.dpopKeyId).toBe(token.dpopKeyId);
    },
  );
});

describe('Connecting a device', () => {
  test.each(cross(clients, { 'no hardening': {}, DPoP: { dpop: true } }))(
    'works with %s and %s',
    async (_auth, _hardening, changes) => {
      const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
      const profile = await profileAt(server, { ...key, ...changes, grant_type });
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

describe('The implicit grant', () => {
  const implicit: Changes = { ...testClients.implicit, grant_type: 'implicit' };
  test.each([
    ['id_token', 'fragment'],
    ['id_token', 'form_post'],
    ['id_token token', 'fragment'],
    ['id_token token', 'form_post'],
  ] as const)('gives %s by %s', async (response_type, response_mode) => {
    const { token } = await signedIn({ ...implicit, response_type, response_mode });
    expect(token.user?.sub).toBe('user-alice');
    expect(token.rest).not.toHaveProperty('state');
    if (response_type === 'id_token') expect(token.access_token).toBe(token.id_token);
    else expect(token.access_token).not.toBe(token.id_token);
    expect(token.expiresAt).toBeGreaterThan(Date.now());
  });
});

describe('The hybrid flow', () => {
  const hybrid: Changes = { ...testClients.hybrid, grant_type: 'hybrid' };
  const types = ['code id_token', 'code token', 'code id_token token'] as const;
  test.each(types.flatMap((type) => (['fragment', 'form_post'] as const).map((mode) => [type, mode] as const)))(
    'gives %s by %s, and keeps the token of the token endpoint',
    async (response_type, response_mode) => {
      const { token } = await signedIn({ ...hybrid, response_type, response_mode });
      expect(token).toMatchObject({ user: { sub: 'user-alice' }, refresh_token: expect.any(String) });
      expect(lastBody()).toMatchObject({ code_verifier: expect.any(String) });
    },
  );
});
