import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Token } from '../../src/core/token.ts';
import { forgetToken } from '../../src/features/forget-token.ts';
import { freshToken, renewingTokens, renewToken } from '../../src/features/renew-token.ts';
import { startLogin } from '../../src/features/start-login.ts';
import { aBinding } from '../core/support/records.ts';
import { type AuthorizationServer, testClients } from '../support/authorization-server.ts';
import { createWorld, machine, startServer, type World } from './support/world.ts';

let server: AuthorizationServer;
let world: World;
let token: Token;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  server.restoreTokenEndpoint();
  world = await createWorld(server);
  token = await signedIn();
});

async function signedIn(user = 'alice'): Promise<Token> {
  world.signsIn(user);
  await startLogin('acme', world.ports);
  return world.tokens().at(-1) as Token;
}

const stored = () => world.memory.disk.tokens.get(token.id);
const wait = (milliseconds: number) => {
  world.memory.clock.now += milliseconds;
};
const untilDue = () => wait(3_571_000);
const down = () => server.failTokenEndpoint({ status: 503, contentType: 'text/html', body: 'down' });

describe('Renewing', () => {
  test('asked for by 50 calls at once sends one request, and all get the same token', async () => {
    const fresh = await Promise.all(Array.from({ length: 50 }, () => renewToken(token.id, world.ports)));
    expect(world.asked('refresh_token')).toBe(1);
    expect(new Set(fresh.map(({ access_token }) => access_token))).toEqual(new Set([stored()?.access_token]));
    expect(fresh[0]?.access_token).not.toBe(token.access_token);
  });

  test('stores the rotated refresh token before the new token is used', async () => {
    const binding = aBinding({ tokenId: token.id });
    world.memory.disk.bindings.set(binding.id, binding);
    const { ports, calls } = world.memory.background();
    await renewToken(token.id, ports);
    expect(stored()?.refresh_token).not.toBe(token.refresh_token);
    expect(calls.indexOf('tokens.change')).toBeLessThan(calls.indexOf('requestRules.show'));
    expect(world.memory.browser.rules).toMatchObject([{ parts: [{ value: `Bearer ${stored()?.access_token}` }] }]);
  });

  test('goes on from token to token', async () => {
    for (let round = 0; round < 3; round++) await renewToken(token.id, world.ports);
    expect(await world.works(stored() as Token)).toBe(true);
    expect(stored()).toMatchObject({ id: token.id, user: token.user, scope: token.scope });
  });

  test('of one user leaves the token of another as it is (Bruno overwrites it)', async () => {
    const bob = await signedIn('bob');
    await renewToken(token.id, world.ports);
    expect(world.memory.disk.tokens.get(bob.id)).toEqual(bob);
  });

  test('shows that it is under way', async () => {
    const release = server.holdTokenEndpoint();
    const renewing = renewToken(token.id, world.ports);
    expect(renewingTokens()).toEqual([token.id]);
    release();
    await renewing;
    expect(renewingTokens()).toEqual([]);
  });

  test('of a machine’s token asks anew, with the client’s authentication', async () => {
    world = await createWorld(server, machine);
    await startLogin('acme', world.ports);
    const [before] = world.tokens();
    const fresh = await renewToken(before?.id ?? '', world.ports);
    expect(fresh).toMatchObject({ id: before?.id, scope: ['pets:read'] });
    expect(fresh.access_token).not.toBe(before?.access_token);
    expect(server.requests.at(-1)?.headers.authorization).toMatch(/^Basic /);
  });

  test('works for a client with a secret (Insomnia leaves its authentication out)', async () => {
    world = await createWorld(server, { ...testClients.basic, token_endpoint_auth_method: 'client_secret_basic' });
    token = await signedIn();
    await expect(renewToken(token.id, world.ports)).resolves.toMatchObject({ id: token.id });
  });
});

describe('A renewal that fails', () => {
  test('says why, and the reason stands with the token, which stays', async () => {
    await server.revokeGrants('alice');
    await expect(renewToken(token.id, world.ports)).rejects.toMatchObject({ code: 'grant_expired' });
    expect(stored()).toMatchObject({
      access_token: token.access_token,
      renewal: { failedAt: world.memory.clock.now, failure: { code: 'grant_expired' } },
    });
  });

  test('for lack of the tester’s permission says so, and asks nobody', async () => {
    world.memory.browser.granted = new Set();
    await expect(renewToken(token.id, world.ports)).rejects.toMatchObject({ code: 'permission_missing' });
    expect(world.asked('refresh_token')).toBe(0);
  });

  test('is gone with the next token', async () => {
    down();
    await expect(renewToken(token.id, world.ports)).rejects.toMatchObject({ code: 'server_error' });
    server.restoreTokenEndpoint();
    expect(await renewToken(token.id, world.ports)).not.toHaveProperty('renewal');
    expect(stored()).not.toHaveProperty('renewal');
  });

  test('makes no storm: 50 waiting calls and their followers send one request in half a minute', async () => {
    untilDue();
    down();
    const calls = () => Promise.all(Array.from({ length: 50 }, () => freshToken(token.id, world.ports)));
    expect((await calls()).every(({ access_token }) => access_token === token.access_token)).toBe(true);
    await calls();
    wait(29_000);
    await calls();
    expect(world.asked('refresh_token')).toBe(1);
    wait(1_000);
    server.restoreTokenEndpoint();
    expect((await calls())[0]?.access_token).not.toBe(token.access_token);
    expect(world.asked('refresh_token')).toBe(2);
  });

  test('keeps the new token out of reach of the browser’s rules, not of the tester', async () => {
    const show = async () => Promise.reject(new Error('rules are full'));
    await expect(
      renewToken(token.id, { ...world.ports, requestRules: { ...world.ports.requestRules, show } }),
    ).rejects.toThrow('rules are full');
    expect(stored()?.access_token).not.toBe(token.access_token);
    expect(stored()).not.toHaveProperty('renewal');
  });

  test('for a token or profile that is gone says so', async () => {
    await expect(renewToken('nobody', world.ports)).rejects.toMatchObject({ code: 'token_gone' });
    world.memory.disk.profiles.clear();
    await expect(renewToken(token.id, world.ports)).rejects.toMatchObject({ code: 'profile_gone' });
  });
});

describe('While a token is renewed', () => {
  test.each([
    ['forgotten', () => forgetToken(token.id, true, world.ports), 'token_gone'],
    ['purged', async () => void world.memory.disk.tokens.clear(), 'token_gone'],
  ])('it can be %s: it does not come back', async (_, end, code) => {
    const release = server.holdTokenEndpoint();
    const renewing = expect(renewToken(token.id, world.ports)).rejects.toMatchObject({ code });
    await expect.poll(() => world.asked('refresh_token')).toBe(1);
    await end();
    release();
    await renewing;
    expect(stored()).toBeUndefined();
  });

  test('its user can sign in again: the newer token stays', async () => {
    const release = server.holdTokenEndpoint();
    const renewing = renewToken(token.id, world.ports);
    await expect.poll(() => world.asked('refresh_token')).toBe(1);
    world.memory.disk.tokens.set(token.id, { ...token, access_token: 'newer', refresh_token: 'newer-refresh' });
    release();
    expect(await renewing).toMatchObject({ access_token: 'newer' });
    expect(stored()).toMatchObject({ access_token: 'newer', refresh_token: 'newer-refresh' });
  });
});

describe('A call of a page', () => {
  test('gets the token as it is while that is good', async () => {
    expect(await freshToken(token.id, world.ports)).toEqual(token);
    expect(world.asked('refresh_token')).toBe(0);
  });

  test('gets a fresh one when that is due, or when one is on its way', async () => {
    untilDue();
    expect((await freshToken(token.id, world.ports)).access_token).toBe(stored()?.access_token);
    const renewing = renewToken(token.id, world.ports);
    expect(await freshToken(token.id, world.ports)).toEqual(await renewing);
    expect(world.asked('refresh_token')).toBe(2);
  });
});
