import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Profile } from '../../src/core/profile.ts';
import type { Token } from '../../src/core/token.ts';
import { finishLogin } from '../../src/features/finish-login.ts';
import { startLogin } from '../../src/features/start-login.ts';
import { aBinding, aToken } from '../core/support/records.ts';
import { type OddIssuer, startOddIssuer, tokens } from '../oauth/support/odd-issuer.ts';
import type { AuthorizationServer } from '../support/authorization-server.ts';
import type { OddAnswer } from '../support/odd-server.ts';
import { createWorld, machine, startServer, type World } from './support/world.ts';

let server: AuthorizationServer;
let world: World;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  world = await createWorld(server);
});

async function signInAs(user: string, changes: Partial<Profile> = {}): Promise<void> {
  world.memory.disk.profiles.set('acme', { ...world.profile, ...changes });
  world.signsIn(user);
  await startLogin('acme', world.ports);
}

describe('A user', () => {
  test('is known by the ID token, if that has a name', async () => {
    await signInAs('alice');
    expect(world.tokens()).toMatchObject([{ user: { sub: 'user-alice', name: 'alice' } }]);
    expect(server.requests.some(({ path }) => path === '/userinfo')).toBe(false);
  });

  /** A sign-in at a server that names the user so in the ID token, and answers so to the question whom the token speaks for. */
  async function known(claims: object | undefined, userinfo: OddAnswer | undefined): Promise<Token | undefined> {
    const scope = claims ? ['openid'] : [];
    let nonce = '';
    const issuer: OddIssuer = await startOddIssuer(async ({ path }, { idToken }) => {
      if (path === '/userinfo') return userinfo ?? 'drop';
      return tokens(claims && { id_token: await idToken({ nonce, ...claims }) });
    }, userinfo && { userinfo_endpoint: 'http://127.0.0.1:0/userinfo' });
    const endpoints = userinfo ? { userinfo_endpoint: `${issuer.origin}/userinfo` } : {};
    world.memory.disk.profiles.set('acme', { ...(await issuer.profile({ scope })), endpoints });
    world.memory.identityWindow.answer = async (url) => {
      const { searchParams } = new URL(url);
      nonce = searchParams.get('nonce') ?? '';
      return `https://tokendock.invalid/?code=c&state=${searchParams.get('state')}`;
    };
    await startLogin('acme', world.ports);
    await issuer.close();
    return world.tokens()[0];
  }

  test('is asked for by name where the ID token has but a number, as most do in the code flow', async () => {
    const token = await known({ sub: '1234' }, { json: { sub: '1234', preferred_username: 'alice' } });
    expect(token?.user).toEqual({ sub: '1234', name: 'alice' });
  });

  test('is known by number when the server tells no more, or tells of somebody else', async () => {
    expect((await known({ sub: '1' }, undefined))?.user).toEqual({ sub: '1', name: '1' });
    world.memory.disk.tokens.clear();
    expect((await known({ sub: '1' }, { json: { sub: '2', name: 'Mallory' } }))?.user).toEqual({ sub: '1', name: '1' });
  });

  test('is asked for where there is no ID token', async () => {
    const token = await known(undefined, { json: { sub: '1', email: 'a@pets.example' } });
    expect(token?.user).toEqual({ sub: '1', name: 'a@pets.example' });
  });

  test('may stay unknown: the token is good even so, and says why it has no name', async () => {
    const token = await known(undefined, { status: 500 });
    expect(token).not.toHaveProperty('user');
    expect(token?.rest.userinfo_error).toMatchObject({ code: 'server_error', values: { status: 500 } });
    expect(world.memory.disk.logins.size).toBe(0);
  });
});

describe('The same user signing in again', () => {
  test('takes the older token’s place, so that what is bound to it goes on', async () => {
    await signInAs('alice');
    const [older] = world.tokens();
    const binding = aBinding({ tokenId: older?.id ?? '', api: ['https://api.acme.example/*'] });
    world.memory.disk.bindings.set(binding.id, binding);
    await signInAs('alice');
    const [newer] = world.tokens();
    expect(world.tokens()).toHaveLength(1);
    expect(newer?.id).toBe(older?.id);
    expect(newer?.access_token).not.toBe(older?.access_token);
    expect(world.memory.browser.rules).toMatchObject([{ parts: [{ value: `Bearer ${newer?.access_token}` }] }]);
  });

  test('with another scope gets a token beside the older one', async () => {
    await signInAs('alice');
    await signInAs('alice', { scope: ['openid', 'profile', 'pets:write'] });
    expect(world.tokens().map(({ scope }) => scope.at(-1))).toEqual(['pets:read', 'pets:write']);
  });

  test('with the scope that an API misses takes the place of the token that was not enough', async () => {
    await signInAs('alice');
    const insteadOf = world.tokens()[0]?.id ?? '';
    await startLogin('acme', world.ports, { wanted: { scope: 'pets:write' }, insteadOf });
    expect(world.tokens()).toMatchObject([{ id: insteadOf, scope: expect.arrayContaining(['pets:write']) }]);
    world.signsIn('bob');
    await startLogin('acme', world.ports, { wanted: { scope: 'pets:write' }, insteadOf });
    expect(world.tokens().map(({ user }) => user?.name)).toEqual(['alice', 'bob']);
  });

  test('leaves the tokens of others, of other profiles and of nobody alone', async () => {
    const others = [
      aToken({ id: 'x-bob', user: { sub: 'user-bob', name: 'alice' }, scope: ['openid', 'profile', 'pets:read'] }),
      aToken({ id: 'x-twin', profileId: 'twin', scope: ['openid', 'profile', 'pets:read'] }),
    ];
    for (const other of others) world.memory.disk.tokens.set(other.id, other);
    await signInAs('alice');
    expect(world.tokens().slice(0, 2)).toEqual(others);
    expect(world.tokens()).toHaveLength(3);
  });

  test('as a machine has one token for each scope', async () => {
    world = await createWorld(server, machine);
    await startLogin('acme', world.ports);
    await startLogin('acme', world.ports);
    expect(world.tokens()).toHaveLength(1);
    world.memory.disk.profiles.set('acme', { ...world.profile, scope: ['pets:write'] });
    await startLogin('acme', world.ports);
    expect(world.tokens()).toHaveLength(2);
  });

  test('without a name cannot be told apart: the tokens stay side by side', async () => {
    const endpoints = { userinfo_endpoint: 'http://127.0.0.1:1/userinfo' };
    await signInAs('alice', { scope: ['pets:read'], endpoints });
    await signInAs('alice', { scope: ['pets:read'], endpoints });
    expect(world.tokens()).toHaveLength(2);
  });
});

describe('An answer', () => {
  test('for a login that nobody waits for changes nothing', async () => {
    await finishLogin('nobody', { url: 'https://tokendock.invalid/?code=c&state=nobody' }, world.ports);
    expect(world.memory.disk.logins.size).toBe(0);
    expect(world.asked('authorization_code')).toBe(0);
  });

  test('is exchanged once: the code is out of the store before it is sent (RFC 6749, 4.1.2)', async () => {
    const release = server.holdTokenEndpoint();
    world.signsIn('alice');
    const started = startLogin('acme', world.ports);
    await expect.poll(() => world.asked('authorization_code')).toBe(1);
    const [login] = [...world.memory.disk.logins.values()];
    expect(login).toMatchObject({ step: 'requesting' });
    expect(login).not.toHaveProperty('callback');
    release();
    await started;
  });
});
