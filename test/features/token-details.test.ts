import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Token } from '../../src/core/token.ts';
import { backgroundStatus } from '../../src/features/background-status.ts';
import { copyToken } from '../../src/features/copy-token.ts';
import { pasteToken } from '../../src/features/paste-token.ts';
import { freshToken, renewToken } from '../../src/features/renew-token.ts';
import { startLogin } from '../../src/features/start-login.ts';
import { readStatus } from '../../src/features/status.ts';
import { askUserInfo, introspectToken, logOut, viewToken } from '../../src/features/token-details.ts';
import { aToken } from '../core/support/records.ts';
import { type OddIssuer, startOddIssuer } from '../oauth/support/odd-issuer.ts';
import { type AuthorizationServer, testClients } from '../support/authorization-server.ts';
import { createMemory } from '../support/memory-ports.ts';
import { createWorld, machine, startServer, type World } from './support/world.ts';

let server: AuthorizationServer;
let world: World;
let token: Token;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  world = await createWorld(server, { ...testClients.basic, token_endpoint_auth_method: 'client_secret_basic' });
  world.memory.clock.now = Date.now();
  world.signsIn('alice');
  await startLogin('acme', world.ports);
  token = world.tokens()[0] ?? expect.fail('there is no token');
});

const freshen = async (id: string) => void (await freshToken(id, world.ports));
const userInfo = (id: string) => askUserInfo(id, world.ports, freshen);

describe('The view of a token', () => {
  test('shows what its JWTs say, that the ID token is good, and never its text', async () => {
    const details = await viewToken(token.id, world.ports);
    expect(details).toMatchObject({
      label: 'alice',
      hasRefreshToken: true,
      jkt: undefined,
      accessToken: { header: { alg: 'RS256' }, claims: { preferred_username: 'alice', iss: server.issuer } },
      idToken: { decoded: { claims: { sub: 'user-alice', aud: 'tester-basic' } }, verdict: { good: true } },
    });
    for (const text of [token.access_token, token.refresh_token, token.id_token])
      expect(JSON.stringify(details)).not.toContain(text);
  });

  test('shows by which key a DPoP token is bound', async () => {
    world = await createWorld(server, { dpop: true });
    world.signsIn('alice');
    await startLogin('acme', world.ports);
    const bound = world.tokens()[0];
    const { jkt, accessToken } = await viewToken(bound?.id ?? '', world.ports);
    expect(jkt).toMatch(/^[\w-]{43}$/);
    expect(accessToken?.claims).toMatchObject({ cnf: { jkt } });
  });

  test('says of an opaque token that there is nothing to read, and shows every other field', async () => {
    const odd = aToken({ rest: { session_state: 'x', tier: 3 } });
    world.memory.disk.tokens.set(odd.id, odd);
    expect(await viewToken(odd.id, world.ports)).toMatchObject({
      accessToken: undefined,
      idToken: undefined,
      rest: { session_state: 'x', tier: 3 },
    });
  });

  test('repeats no secret that the server repeated in a field of its own', async () => {
    await world.ports.profiles.put({ ...world.profile, client_secret: 'hush-1234' });
    const odd = aToken({ rest: { note: 'you sent hush-1234 and got access-of-alice' } });
    world.memory.disk.tokens.set(odd.id, odd);
    expect((await viewToken(odd.id, world.ports)).rest).toEqual({ note: 'you sent •••• and got ••••' });
  });

  test('says when an ID token has ended, or can’t be checked', async () => {
    const verdict = async () => (await viewToken(token.id, world.ports)).idToken?.verdict;
    world.memory.clock.now += 7_200_000;
    expect(await verdict()).toMatchObject({ good: false, failure: { code: 'id_token_over' } });
    const { issuer: _1, metadata: _2, ...profile } = world.profile;
    world.memory.disk.profiles.set('acme', profile);
    expect(await verdict()).toMatchObject({ good: false, failure: { code: 'id_token_unchecked' } });
  });
});

describe('What the server says', () => {
  test('of a token: active, or not any more', async () => {
    expect(await introspectToken(token.id, world.ports)).toMatchObject({ active: true, client_id: 'tester-basic' });
    await server.revokeGrants('alice');
    expect(await introspectToken(token.id, world.ports)).toEqual({ active: false });
  });

  test('of its user, renewed first if that is due', async () => {
    world.memory.clock.now += 3_590_000;
    expect(await userInfo(token.id)).toMatchObject({
      sub: 'user-alice',
      preferred_username: 'alice',
    });
    expect(world.asked('refresh_token')).toBe(1);
  });

  test('is not asked without the tester’s permission, nor where nobody says where', async () => {
    const { userinfo_endpoint: _1, introspection_endpoint: _2, ...metadata } = world.profile.metadata ?? { issuer: '' };
    world.memory.disk.profiles.set('acme', { ...world.profile, metadata });
    const missing = { code: 'endpoint_missing' };
    await expect(userInfo(token.id)).rejects.toMatchObject(missing);
    await expect(introspectToken(token.id, world.ports)).rejects.toMatchObject(missing);
    world.memory.browser.granted = new Set();
    const refused = { code: 'permission_missing' };
    await expect(userInfo(token.id)).rejects.toMatchObject(refused);
    await expect(introspectToken(token.id, world.ports)).rejects.toMatchObject(refused);
  });
});

test('Signing out opens the server’s page, which knows whose session is meant', async () => {
  await logOut(token.id, world.ports);
  const [page] = world.memory.browser.opened;
  const url = new URL(page ?? '');
  expect(url.origin + url.pathname).toBe(`${server.issuer}/logout`);
  expect(Object.fromEntries(url.searchParams)).toEqual({ id_token_hint: token.id_token, client_id: 'tester-basic' });
  expect((await fetch(url)).status).toBe(200);
});

describe('A pasted token', () => {
  const empty = { profileId: 'acme', refresh_token: '', id_token: '', expires_in: '' };
  const stored = (id: string) => world.memory.disk.tokens.get(id);

  test('with all that belongs to it is renewed and copied like any other', async () => {
    const { access_token, refresh_token = '', id_token = '' } = token;
    world.memory.disk.tokens.clear();
    const id = await pasteToken(
      { ...empty, access_token: `Authorization: Bearer ${access_token}\n`, refresh_token, id_token, expires_in: '60' },
      world.ports,
    );
    expect(stored(id)).toMatchObject({ user: { sub: 'user-alice' }, expiresAt: world.memory.clock.now + 60_000 });
    expect(await copyToken(id, 'token', world.ports, freshen)).toBe(access_token);
    expect((await renewToken(id, world.ports)).access_token).not.toBe(access_token);
    const [profile] = (await readStatus({}, world.ports, () => backgroundStatus(world.ports))).profiles;
    expect(profile?.tokens).toMatchObject([{ id, renewable: true }]);
  });

  test('brings the secret of a profile that has none, and leaves another one alone', async () => {
    const { client_secret, ...open } = world.profile;
    await world.ports.profiles.put({ ...open, token_endpoint_auth_method: 'none' });
    const { access_token, refresh_token = '' } = token;
    const id = await pasteToken(
      { ...empty, access_token, refresh_token, ...(client_secret && { client_secret }) },
      world.ports,
    );
    expect(world.memory.disk.profiles.get('acme')).toMatchObject({
      client_secret,
      token_endpoint_auth_method: 'client_secret_basic',
    });
    expect((await renewToken(id, world.ports)).access_token).not.toBe(access_token);
    await pasteToken({ ...empty, access_token, client_secret: 'another' }, world.ports);
    expect(world.memory.disk.profiles.get('acme')).toMatchObject({ client_secret });
  });

  test('alone is asked whose it is, and read for its end and scope', async () => {
    const id = await pasteToken({ ...empty, access_token: token.access_token }, world.ports);
    expect(stored(id)).toMatchObject({ user: { sub: 'user-alice', name: 'alice' }, token_type: 'bearer' });
    expect(stored(id)?.expiresAt).toBeGreaterThan(Date.now());
  });

  test('that nobody knows is kept without a name: the API decides what it is worth', async () => {
    const id = await pasteToken({ ...empty, access_token: 'opaque' }, world.ports);
    expect(stored(id)).toMatchObject({ access_token: 'opaque', scope: world.profile.scope });
    expect(stored(id)).not.toHaveProperty('user');
    expect(stored(id)).not.toHaveProperty('expiresAt');
  });

  test('with an ID token that has ended is still that user’s', async () => {
    world.memory.clock.now += 7_200_000;
    const pasted = { ...empty, access_token: 'opaque', id_token: token.id_token ?? '' };
    expect(stored(await pasteToken(pasted, world.ports))).toMatchObject({ user: { sub: 'user-alice' } });
  });

  test.each([
    [{ access_token: ' ' }, /no access token/],
    [{ access_token: 'grün' }, /no header/],
    [{ access_token: 'two words' }, /no header/],
    [{ access_token: 'a', expires_in: 'soon' }, /seconds/],
    [{ access_token: 'a', expires_in: '-5' }, /seconds/],
    [{ access_token: 'a', id_token: 'no JWT' }, /not a JWT/],
  ])('%j is refused', async (wrong, reason) => {
    const before = world.tokens().length;
    await expect(pasteToken({ ...empty, ...wrong } as never, world.ports)).rejects.toMatchObject({
      code: 'pasted_token_invalid',
      message: expect.stringMatching(reason),
    });
    expect(world.tokens()).toHaveLength(before);
  });

  test('with another client’s ID token is refused', async () => {
    world.memory.disk.profiles.set('acme', { ...world.profile, client_id: 'another' });
    const pasted = { ...empty, access_token: 'opaque', id_token: token.id_token ?? '' };
    await expect(pasteToken(pasted, world.ports)).rejects.toMatchObject({
      code: 'id_token_wrong',
      message: expect.stringMatching(/“aud”/),
    });
  });

  test('of a profile that is gone is not kept', async () => {
    await expect(pasteToken({ ...empty, profileId: 'x', access_token: 'a' }, world.ports)).rejects.toMatchObject({
      code: 'profile_gone',
    });
  });
});

describe('The verdict on an ID token', () => {
  let odd: OddIssuer | undefined;
  afterEach(async () => {
    await odd?.close();
    odd = undefined;
  });

  async function verdict(idToken: (issuer: OddIssuer) => Promise<string>) {
    odd = await startOddIssuer(() => ({ status: 404 }));
    const memory = createMemory();
    memory.clock.now = Date.now();
    memory.disk.profiles.set('acme', await odd.profile({ client_secret: 'a-secret-of-thirty-two-letters-..' }));
    memory.disk.tokens.set('alice', aToken({ id_token: await idToken(odd) }));
    return (await viewToken('alice', memory.background().ports)).idToken?.verdict;
  }

  test.each<[string, (issuer: OddIssuer) => Promise<string>, object]>([
    ['is good for a right one', (issuer) => issuer.idToken(), { good: true }],
    ['names the wrong audience', (issuer) => issuer.idToken({ aud: 'x' }), { failure: { code: 'id_token_wrong' } }],
    ['names the wrong issuer', (issuer) => issuer.idToken({ iss: 'x' }), { failure: { code: 'id_token_wrong' } }],
    ['misses the subject', (issuer) => issuer.idToken({ sub: undefined }), { failure: { code: 'id_token_wrong' } }],
    [
      'sees a wrong signature',
      async (issuer) => (await issuer.idToken()).replace(/\.[^.]{6}([^.]*)$/, '.AAAAAA$1'),
      { failure: { code: 'id_token_wrong', values: { reason: expect.stringContaining('signature') } } },
    ],
    [
      'sees that one is for several clients, and made for another',
      (issuer) => issuer.idToken({ aud: ['tester', 'x'], azp: 'x' }),
      { failure: { code: 'id_token_wrong' } },
    ],
    [
      'knows a key that is gone',
      (issuer) => issuer.idToken({}, { kid: 'old' }),
      { failure: { code: 'id_token_unchecked' } },
    ],
    [
      'takes no unsigned one',
      async (issuer) => {
        const [, payload] = (await issuer.idToken()).split('.');
        return `${btoa('{"alg":"none"}').replace(/=+$/, '')}.${payload}.`;
      },
      { good: false },
    ],
  ])('%s', async (_, idToken, expected) => {
    expect(await verdict(idToken)).toMatchObject(expected);
  });
});

test('A machine’s token has no user to ask about', async () => {
  world = await createWorld(server, machine);
  await startLogin('acme', world.ports);
  const [mine] = world.tokens();
  expect(await viewToken(mine?.id ?? '', world.ports)).toMatchObject({ idToken: undefined, hasRefreshToken: false });
  await expect(userInfo(mine?.id ?? '')).rejects.toMatchObject({ code: expect.any(String) });
});
