import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Token } from '../../src/core/token.ts';
import { renewDueTokens } from '../../src/features/renew-token.ts';
import { startLogin } from '../../src/features/start-login.ts';
import { aBinding } from '../core/support/records.ts';
import type { AuthorizationServer } from '../support/authorization-server.ts';
import { createWorld, startServer, type World } from './support/world.ts';

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
  token = await signedIn('alice');
  const binding = aBinding({ tokenId: token.id });
  world.memory.disk.bindings.set(binding.id, binding);
});

async function signedIn(user: string): Promise<Token> {
  world.signsIn(user);
  await startLogin('acme', world.ports);
  return world.tokens().at(-1) as Token;
}

const stored = () => world.memory.disk.tokens.get(token.id);
const wait = (milliseconds: number) => {
  world.memory.clock.now += milliseconds;
};
const untilDue = () => wait(3_571_000);

describe('The alarm', () => {
  test('renews the bound tokens that are due, and no others', async () => {
    const bob = await signedIn('bob');
    untilDue();
    await renewDueTokens(world.ports);
    expect(stored()?.access_token).not.toBe(token.access_token);
    expect(world.memory.disk.tokens.get(bob.id)).toEqual(bob);
    expect(world.memory.browser.alarm).toBe(world.memory.clock.now + 3_570_000);
  });

  test('comes again half a minute after a failure, takes the ended token out meanwhile, and gives up when refused', async () => {
    untilDue();
    server.failTokenEndpoint({ status: 503, contentType: 'text/html', body: 'down' });
    await renewDueTokens(world.ports);
    expect(world.memory.browser.alarm).toBe(token.expiresAt);
    wait(29_000);
    await renewDueTokens(world.ports);
    expect(world.memory.browser).toMatchObject({ rules: [], alarm: world.memory.clock.now + 1_000 });
    server.restoreTokenEndpoint();
    await server.revokeGrants('alice');
    wait(1_000);
    await renewDueTokens(world.ports);
    expect(stored()?.renewal?.failure.code).toBe('grant_expired');
    expect(world.memory.browser.alarm).toBeUndefined();
    expect(world.asked('refresh_token')).toBe(2);
  });
});
