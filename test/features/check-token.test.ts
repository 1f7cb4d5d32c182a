import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Services } from '../../src/core/services.ts';
import type { Token } from '../../src/core/token.ts';
import { checkToken } from '../../src/features/check-token.ts';
import { editProfile, saveProfile } from '../../src/features/profile-form.ts';
import { readTraces } from '../../src/features/read-traces.ts';
import { startLogin } from '../../src/features/start-login.ts';
import { readStatus } from '../../src/features/status.ts';
import { type AuthorizationServer, testClients } from '../support/authorization-server.ts';
import { type LoopbackServer, listenOnLoopback } from '../support/loopback-server.ts';
import { createWorld, startServer, type World } from './support/world.ts';

let server: AuthorizationServer;
let world: World;
let token: Token;
let api: LoopbackServer;
/** What the API was asked with, and what it answers. */
const asked: (string | undefined)[] = [];
const paths: string[] = [];
let answer = { status: 200, headers: {}, body: '{"login":"alice"}' };

beforeAll(async () => {
  server = await startServer();
  api = await listenOnLoopback((request, response) => {
    asked.push(request.headers.authorization);
    paths.push(request.url ?? '');
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
});
afterAll(async () => {
  await server.close();
  await api.close();
});
beforeEach(async () => {
  world = await createWorld(server, { ...testClients.basic, token_endpoint_auth_method: 'client_secret_basic' });
  world.memory.clock.now = Date.now();
  world.signsIn('alice');
  await startLogin('acme', world.ports);
  token = world.tokens()[0] ?? expect.fail('there is no token');
});
afterEach(() => {
  answer = { status: 200, headers: {}, body: '{"login":"alice"}' };
});

function checkedBy(validation?: Services['validation'], changes = {}) {
  world.memory.disk.profiles.set('acme', {
    ...world.profile,
    ...changes,
    ...(validation && { services: { validation } }),
  });
  return checkToken(token.id, world.ports);
}

describe('A token is checked', () => {
  test('by introspection, which the server offers', async () => {
    expect(await checkedBy()).toMatchObject({ good: true, sentence: 'The server says that it is active.' });
    await server.revokeGrants('alice');
    expect(await checkedBy()).toMatchObject({ good: false, sentence: 'The server says that it is not active.' });
  });

  test('by user info, where there is no introspection', async () => {
    const { introspection_endpoint: _, ...metadata } = world.profile.metadata ?? { issuer: '' };
    expect(await checkedBy(undefined, { metadata })).toMatchObject({ good: true, fields: { sub: 'user-alice' } });
    await server.revokeGrants('alice');
    const { good, sentence } = await checkedBy(undefined, { metadata });
    expect(good).toBe(false);
    expect(sentence).toMatch(/does not take it\.$/);
  });

  test('by a URL, with the token as the API wants it', async () => {
    const validation = { by: 'url', url: `http://127.0.0.1:${api.port}/me` } as const;
    const deviations = { use: { scheme: 'Zoho-oauthtoken' } };
    const sentence = `127.0.0.1:${api.port} takes it (HTTP 200).`;
    expect(await checkedBy(validation, { deviations })).toEqual({ good: true, sentence, fields: { login: 'alice' } });
    expect(asked.at(-1)).toBe(`Zoho-oauthtoken ${token.access_token}`);
    answer = { status: 403, headers: {}, body: 'no' };
    expect(await checkedBy(validation)).toMatchObject({ good: false, fields: {} });
    answer = { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' }, body: '' };
    expect(await checkedBy(validation)).toMatchObject({ good: false, fields: { error: 'invalid_token', status: 401 } });
    const traces = JSON.stringify(await readTraces('acme', world.ports));
    expect(traces).toContain('token check');
    expect(traces).not.toContain(token.access_token);
  });

  test('by user info with the token where that wants it, and I learn which scope it lacks', async () => {
    const { introspection_endpoint: _, ...metadata } = world.profile.metadata ?? { issuer: '' };
    const changes = {
      metadata,
      endpoints: { userinfo_endpoint: `http://127.0.0.1:${api.port}/me` },
      deviations: { userInfo: { query: 'Authorization' } },
      services: { userInfoScopes: ['crm.profile'] },
    };
    answer = { status: 401, headers: { 'www-authenticate': 'Bearer error="insufficient_scope"' }, body: '' };
    const { good, sentence } = await checkedBy(undefined, changes);
    expect(good).toBe(false);
    expect(sentence).toMatch(/does not take it\. It needs the scope crm\.profile, which the token lacks\.$/);
    expect([asked.at(-1), paths.at(-1)]).toEqual([undefined, `/me?Authorization=${token.access_token}`]);
    expect(JSON.stringify(await readTraces('acme', world.ports))).not.toContain(token.access_token);
  });

  test('by its signature and times', async () => {
    expect(await checkedBy({ by: 'jwt' })).toMatchObject({ good: true, fields: { sub: 'user-alice' } });
    world.memory.clock.now += 7_200_000;
    expect(await checkedBy({ by: 'jwt' })).toMatchObject({ good: false, sentence: 'It is not good: it has ended.' });
    world.memory.clock.now -= 7_200_000;
    const forged = token.access_token.replace(/\.[^.]+$/, '.AAAA');
    world.memory.disk.tokens.set(token.id, { ...token, access_token: forged });
    expect(await checkedBy({ by: 'jwt' })).toMatchObject({ sentence: 'It is not good: its signature is wrong.' });
    world.memory.disk.tokens.set(token.id, { ...token, access_token: 'opaque' });
    await expect(checkedBy({ by: 'jwt' })).rejects.toMatchObject({ code: 'token_uncheckable' });
  });

  test('only where there is a way, and with the tester’s permission', async () => {
    const nowhere = { metadata: undefined, issuer: undefined, endpoints: {} };
    await expect(checkedBy(undefined, nowhere)).rejects.toMatchObject({ code: 'token_uncheckable' });
    world.memory.browser.granted = new Set();
    const elsewhere = { by: 'url', url: 'https://api.acme.example/me' } as const;
    await expect(checkedBy(elsewhere)).rejects.toMatchObject({ code: 'permission_missing' });
    const { profiles } = await readStatus({}, world.ports, async () => ({ renewing: [], drafts: [] }));
    expect(profiles[0]?.checkHosts).toContain('https://api.acme.example/*');
  });
});

describe('The user id mapper', () => {
  const label = async () =>
    (await readStatus({}, world.ports, async () => ({ renewing: [], drafts: [] }))).profiles[0]?.tokens[0]?.label;

  test('names tokens that are there by their ID token, as soon as it is saved', async () => {
    expect(await label()).toBe('alice');
    const draft = await editProfile('acme', world.ports);
    await saveProfile({ ...draft, deviations: { idToken: { name: 'sub' } } }, world.ports, async () => undefined);
    expect(await label()).toBe('user-alice');
  });

  test('names tokens that are there by the rest of their response', async () => {
    world.memory.disk.tokens.set(token.id, { ...token, rest: { account: { id: 7, login: 'al' } } });
    const draft = await editProfile('acme', world.ports);
    const fields = { sub: 'account.id', name: 'account.login' };
    await saveProfile({ ...draft, deviations: { answers: { token: { fields } } } }, world.ports, async () => undefined);
    expect(world.memory.disk.tokens.get(token.id)?.user).toEqual({ sub: '7', name: 'al' });
  });

  test('names new tokens by the user info, even where the ID token has a name', async () => {
    const deviations = { answers: { 'user info': { fields: { sub: 'sub', name: 'sub' } } } };
    world = await createWorld(server, { deviations });
    world.signsIn('alice');
    await startLogin('acme', world.ports);
    expect(await label()).toBe('user-alice');
  });
});
