import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Trace } from '../../src/core/exchange.ts';
import type { Profile } from '../../src/core/profile.ts';
import { forgetToken } from '../../src/features/forget-token.ts';
import { deleteProfile, purgeProfiles } from '../../src/features/profiles.ts';
import { renewToken } from '../../src/features/renew-token.ts';
import { startLogin } from '../../src/features/start-login.ts';
import { introspectToken } from '../../src/features/token-details.ts';
import { clearTraces, harOf, listTraces, traceAuthorization, traceCallback } from '../../src/features/traces.ts';
import { traceText } from '../../src/formats/exchange-text.ts';
import { type AuthorizationServer, testClients } from '../support/authorization-server.ts';
import { clientKey } from '../support/client-key.ts';
import { confirmDevice } from '../support/confirm-device.ts';
import { createWorld, machine, startServer, type World } from './support/world.ts';

let server: AuthorizationServer;
let world: World;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(() => server.restoreTokenEndpoint());

const purposes = (trace: Trace | undefined) => trace?.exchanges.map(({ purpose }) => purpose);
const traces = () => listTraces('acme', world.ports);

async function signedIn(changes: Partial<Profile> = {}) {
  world = await createWorld(server, changes);
  world.signsIn('alice');
  await startLogin('acme', world.ports);
  return world.tokens()[0] ?? expect.fail('there is no token');
}

const signs: Partial<Profile> = {
  token_endpoint_auth_method: 'private_key_jwt',
  keyId: clientKey.id,
  signedRequest: true,
  dpop: true,
};
const confidential: Partial<Profile> = { ...testClients.basic, token_endpoint_auth_method: 'client_secret_basic' };

describe('The trace of a login', () => {
  test('shows each request with its answer, the browser’s too, in order', async () => {
    await signedIn();
    const [trace] = await traces();
    expect(trace).toMatchObject({ what: 'login', profileId: 'acme' });
    expect(purposes(trace)?.slice(0, 3)).toEqual(['authorization request', 'key set request', 'token request']);
    const [authorization, , token] = trace?.exchanges ?? [];
    expect(authorization?.request.url).toContain('code_challenge_method=S256');
    expect(authorization?.response?.headers[0]?.[1]).toMatch(/[?&]code=••••/);
    expect(new URLSearchParams(token?.request.body).get('code_verifier')).toBe('••••');
    expect(token?.response?.status).toBe(200);
  });

  test('holds discovery where that was needed', async () => {
    world = await createWorld(server, machine);
    const { metadata: _, ...bare } = world.profile;
    world.memory.disk.profiles.set('acme', bare);
    await startLogin('acme', world.ports);
    expect(purposes((await traces())[0])).toEqual(['discovery', 'token request']);
  });

  test('is there when the login fails, with what the server said', async () => {
    world = await createWorld(server, { ...machine, client_secret: 'a-wrong-secret' });
    await startLogin('acme', world.ports);
    const [trace] = await traces();
    expect(trace?.exchanges[0]?.response?.status).toBe(401);
    expect(trace?.exchanges[0]?.response?.body).toContain('invalid_client');
  });

  test('is there when no answer comes', async () => {
    const endpoints = { token_endpoint: 'http://localhost:1/token' };
    world = await createWorld(server, { ...machine, endpoints });
    await startLogin('acme', world.ports);
    expect((await traces())[0]?.exchanges).toMatchObject([{ purpose: 'token request', response: undefined }]);
  });

  test('that can’t be kept does not cost the token', async () => {
    world = await createWorld(server, machine);
    const broken = async () => Promise.reject(new Error('disk full'));
    const store = { ...world.ports.traces, put: broken, get: broken };
    await startLogin('acme', { ...world.ports, traces: store });
    expect(world.tokens()).toHaveLength(1);
  });

  test('of a device holds the last of many questions, not each', async () => {
    world = await createWorld(server, { grant_type: 'urn:ietf:params:oauth:grant-type:device_code' });
    let questions = 0;
    const wait = async (milliseconds: number) => {
      world.memory.clock.now += milliseconds;
      questions += 1;
      const [login] = world.memory.disk.logins.values();
      if (questions === 3 && login?.waiting) await confirmDevice(login.waiting, 'alice');
    };
    await startLogin('acme', { ...world.ports, wait });
    expect(world.tokens()).toHaveLength(1);
    expect(world.asked('urn:ietf:params:oauth:grant-type:device_code')).toBe(3);
    const [trace] = await traces();
    // The keys are asked for once, not with each question.
    expect(purposes(trace)).toEqual(['device authorization request', 'key set request', 'token request']);
    expect(trace?.exchanges.filter(({ purpose }) => purpose === 'token request')).toHaveLength(1);
    expect(trace?.exchanges[2]?.response?.status).toBe(200);
    const codes = server.requests.flatMap(({ body }) => (body.device_code ? [body.device_code] : []));
    expect(codes).not.toEqual([]);
    for (const code of codes) expect(JSON.stringify(trace)).not.toContain(code);
  });

  test('is not doubled by what goes on inside it', async () => {
    await signedIn();
    const all = await traces();
    expect(all).toHaveLength(1);
    const token = all[0]?.exchanges.filter(({ purpose }) => purpose === 'token request');
    expect(token).toHaveLength(1);
  });
});

test('Renewing, revoking and introspecting leave a trace each', async () => {
  const token = await signedIn(confidential);
  await renewToken(token.id, world.ports);
  await introspectToken(token.id, world.ports);
  await forgetToken(token.id, false, world.ports);
  const found = await traces();
  expect(found.map(({ what }) => what).sort()).toEqual(['introspection', 'login', 'renewal', 'revocation']);
  expect(purposes(found.find(({ what }) => what === 'renewal'))).toEqual(['key set request', 'refresh request']);
});

describe('No secret is in any trace, its text or its HAR', () => {
  test.each<[string, Partial<Profile>]>([
    ['a public client', {}],
    ['Basic', confidential],
    ['raw Basic', { ...testClients.machine, ...machine, rawBasic: true }],
    ['a secret in the body', { ...testClients.post, token_endpoint_auth_method: 'client_secret_post' }],
    ['plain PKCE, which the server refuses', { code_challenge_method: 'plain' }],
    ['DPoP', { dpop: true }],
    ['pushed requests', { ...confidential, pushed: true }],
    ['a signed answer', { response_mode: 'query.jwt' }],
    ['a secret that signs', { ...testClients.secretJwt, token_endpoint_auth_method: 'client_secret_jwt' }],
    ['a key that signs all', { ...testClients.privateKeyJwt, ...signs }],
    ['the implicit grant', { ...testClients.implicit, grant_type: 'implicit', response_type: 'id_token token' }],
  ])('of %s', async (_, changes) => {
    const secrets = new Set<string>();
    const add = (text: string | null | undefined) => text && secrets.add(text);
    world = await createWorld(server, changes);
    world.memory.disk.keys.set(clientKey.id, clientKey);
    world.signsIn('alice');
    // What passes on the wire is listened to on both sides of Tokendock.
    const answer = world.memory.identityWindow.answer;
    world.memory.identityWindow.answer = async (url) => {
      if (changes.code_challenge_method === 'plain') add(new URL(url).searchParams.get('code_challenge'));
      const callback = await answer(url);
      const { searchParams, hash } = new URL(callback);
      for (const name of ['code', 'response']) add(searchParams.get(name));
      for (const name of ['access_token', 'id_token']) add(new URLSearchParams(hash.slice(1)).get(name));
      return callback;
    };
    const earlier = server.requests.length;
    await startLogin('acme', world.ports);
    const token = world.tokens()[0];
    if (token) {
      for (const text of [token.access_token, token.refresh_token, token.id_token]) add(text);
      if (token.refresh_token) await renewToken(token.id, world.ports);
      if (world.profile.token_endpoint_auth_method !== 'none') await introspectToken(token.id, world.ports);
      for (const each of world.tokens()) for (const text of [each.access_token, each.refresh_token]) add(text);
      await forgetToken(token.id, false, world.ports);
    }
    expect(token === undefined).toBe(changes.code_challenge_method === 'plain');
    add(world.profile.client_secret);
    for (const { headers, body } of server.requests.slice(earlier)) {
      add(headers.authorization?.replace(/^\S+ /, ''));
      add(headers.dpop as string | undefined);
      for (const name of ['code', 'code_verifier', 'client_secret', 'refresh_token', 'token', 'client_assertion'])
        add(body[name] as string | undefined);
    }
    expect(secrets.size).toBeGreaterThan(0);
    const found = await traces();
    expect(found.length).toBeGreaterThan(0);
    const texts = [
      JSON.stringify([...world.memory.disk.traces.values()]),
      await harOf('acme', '1', world.ports),
      ...found.map(traceText),
    ];
    for (const secret of secrets) {
      for (const text of texts) {
        for (const spelled of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), btoa(secret)])
          expect(text.includes(spelled), `a trace holds ${secret}`).toBe(false);
      }
    }
  });

  test('when the server repeats what it got', async () => {
    const body = JSON.stringify({
      error: 'invalid_client',
      error_description: `no ${testClients.machine.client_secret}`,
    });
    server.failTokenEndpoint({ status: 400, body });
    world = await createWorld(server, machine);
    await startLogin('acme', world.ports);
    expect((await traces())[0]?.exchanges[0]?.response?.body).toContain('"no ••••"');
  });
});

describe('Traces are kept', () => {
  const aTrace = (id: string, startedAt: number, what: Trace['what'] = 'login'): Trace => ({
    id,
    profileId: 'acme',
    what,
    startedAt,
    exchanges: [],
  });

  test('for the last 20 logins of a profile, whatever else was said to its server', async () => {
    world = await createWorld(server, machine);
    const { traces: stored } = world.memory.disk;
    for (let i = 0; i < 25; i += 1) stored.set(`old-${i}`, aTrace(`old-${i}`, i));
    stored.set('renewal', aTrace('renewal', 0, 'renewal'));
    stored.set('other', { ...aTrace('other', 0), profileId: 'other' });
    await startLogin('acme', world.ports);
    const found = await traces();
    expect(found.filter(({ what }) => what === 'login')).toHaveLength(20);
    expect(found[0]?.exchanges).toHaveLength(1);
    expect(found.map(({ id }) => id)).toContain('renewal');
    expect(stored.has('other')).toBe(true);
  });

  test('until the tester clears them, or deletes the profile', async () => {
    await signedIn(machine);
    await clearTraces('acme', world.ports);
    expect(await traces()).toEqual([]);
    await startLogin('acme', world.ports);
    await deleteProfile('acme', world.ports);
    expect(await traces()).toHaveLength(1);
    world.memory.disk.traces.set('orphan', { ...aTrace('orphan', 0), profileId: 'never-saved' });
    world.memory.clock.now += 60_000;
    await purgeProfiles(world.ports);
    expect(world.memory.disk.traces.size).toBe(0);
  });

  test.each([
    ['percent signs in the name of the code', 'https://app.acme.example/cb#%63ode=hush%24&a=b'],
    ['the server’s own name of the code', 'https://app.acme.example/cb?mine=hush%24&a=b'],
    ['percent signs in that', 'https://app.acme.example/cb?m%69ne=hush%24?&a=b'],
  ])('when the callback has %s', async (_, url) => {
    world = await createWorld(server, { deviations: { callback: { parameters: { code: 'mine' } } } });
    await traceAuthorization('state', 'https://id.acme.example/authorize', world.profile, world.ports);
    await traceCallback('state', { url }, world.profile, world.ports);
    const location = url.replace(/hush[^&]*/, '••••');
    expect((await traces())[0]?.exchanges[0]?.response?.headers).toEqual([['location', location]]);
  });
});
