import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Token } from '../../src/core/token.ts';
import { forgetToken } from '../../src/features/forget-token.ts';
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
  world = await createWorld(server);
  world.signsIn('alice');
  await startLogin('acme', world.ports);
  token = world.tokens()[0] as Token;
  const mine = aBinding({ id: 'mine', tokenId: token.id });
  const other = aBinding({ id: 'other', tokenId: 'somebody' });
  for (const binding of [mine, other]) world.memory.disk.bindings.set(binding.id, binding);
});

const revocations = () => server.requests.filter(({ path }) => path === '/revoke').length;
const atAnotherServer = (revocation_endpoint: string) =>
  world.memory.disk.profiles.set('acme', { ...world.profile, endpoints: { revocation_endpoint } });

describe('Forgetting a token', () => {
  test('revokes it at the server, and ends what is bound to it', async () => {
    expect(await world.works(token)).toBe(true);
    const before = revocations();
    world.memory.browser.openTabs = [{ tabId: 3, url: 'https://app.acme.example/' }];
    await forgetToken(token.id, false, world.ports);
    expect(world.tokens()).toEqual([]);
    expect([...world.memory.disk.bindings.keys()]).toEqual(['other']);
    expect(world.memory.browser).toMatchObject({ rules: [], scripts: [] });
    expect(world.memory.browser.badges.get(3)).toBeUndefined();
    expect(revocations() - before).toBe(2);
    expect(await world.works(token)).toBe(false);
  });

  test('keeps it when revoking fails, and says why', async () => {
    atAnotherServer('http://127.0.0.1:1/revoke');
    await expect(forgetToken(token.id, false, world.ports)).rejects.toMatchObject({ code: 'server_unreachable' });
    expect(world.tokens()).toEqual([token]);
    expect(world.memory.disk.bindings.size).toBe(2);
  });

  test('keeps it when Tokendock may not talk to the server', async () => {
    world.memory.browser.granted = new Set();
    await expect(forgetToken(token.id, false, world.ports)).rejects.toMatchObject({ code: 'permission_missing' });
    expect(world.tokens()).toEqual([token]);
  });

  test('without revoking, when the tester wants it gone even so', async () => {
    const before = revocations();
    await forgetToken(token.id, true, world.ports);
    expect(world.tokens()).toEqual([]);
    expect(revocations()).toBe(before);
    expect(await world.works(token)).toBe(true);
  });

  test('asks nobody where the server can’t revoke', async () => {
    const { revocation_endpoint: _, ...metadata } = world.profile.metadata ?? { issuer: '' };
    world.memory.disk.profiles.set('acme', { ...world.profile, metadata });
    const before = revocations();
    await forgetToken(token.id, false, world.ports);
    expect([world.tokens(), revocations()]).toEqual([[], before]);
  });

  test('twice says that it is gone', async () => {
    await forgetToken(token.id, true, world.ports);
    await expect(forgetToken(token.id, true, world.ports)).rejects.toMatchObject({ code: 'token_gone' });
  });
});
