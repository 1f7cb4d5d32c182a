import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Ports } from '../../src/core/ports.ts';
import { emptyDraft } from '../../src/core/profile-draft.ts';
import { saveProfile } from '../../src/features/profile-form.ts';
import { deleteClient, readClient, registerClient, updateClient } from '../../src/features/registration.ts';
import type { AuthorizationServer } from '../support/authorization-server.ts';
import { throughEachDeath } from './support/deaths.ts';
import { createWorld, startServer, type World } from './support/world.ts';

// Each test lives many lives.
vi.setConfig({ testTimeout: 60_000 });

let server: AuthorizationServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const register = async (ports: Ports) => {
  const draft = { ...emptyDraft('new'), name: 'Registered', issuer: server.issuer, scope: 'openid' };
  return saveProfile(await registerClient(draft, '', ports), ports, async () => undefined);
};

async function prepare(): Promise<World> {
  const world = await createWorld(server);
  await register(world.memory.background().ports);
  return world;
}

const mine = ({ memory }: World) => memory.disk.profiles.get('new');

/** Between the server's answer and the write of what it changed stands nothing. */
function expectKeptAtOnce(all: readonly string[]): void {
  expect(all[all.lastIndexOf('fetch') + 1]).toBe('profiles.change');
}

describe('Somebody stops in the middle', () => {
  test('while a client is registered: there is no profile, or it is whole; registering again makes it', async () => {
    const prepare = () => createWorld(server);
    const run = (_: World, ports: Ports) => register(ports);
    await throughEachDeath({ prepare, run }, async ({ world, next, where }) => {
      const first = mine(world);
      if (first) expect(first.registration, where).toMatchObject({ registration_access_token: expect.any(String) });
      else expect(await register(next), where).toEqual({ saved: true });
      expect(await readClient('new', next), where).toMatchObject({ client_id: mine(world)?.client_id });
    });
  });

  test('while it is updated: the profile is there, and its registration can be read unless the answer was lost', async () => {
    const run = (_: World, ports: Ports) => updateClient('new', ports);
    await throughEachDeath({ prepare, run }, async ({ world, next, calls, all, where }) => {
      expectKeptAtOnce(all);
      expect(mine(world), where).toMatchObject({ name: 'Registered', client_id: expect.any(String) });
      expect(mine(world)?.registration?.registration_access_token, where).toEqual(expect.any(String));
      // The server gives a new token with each update: one that was on its way is lost with whom it was for.
      const isLost = calls.lastIndexOf('fetch') > calls.lastIndexOf('profiles.change');
      const outcome = await readClient('new', next).then(
        () => 'read',
        ({ code }) => code,
      );
      expect(isLost ? ['read', 'request_refused'] : ['read'], where).toContain(outcome);
    });
  });

  test('while it is deleted: the profile stays, and can register another one', async () => {
    const run = (_: World, ports: Ports) => deleteClient('new', ports);
    await throughEachDeath({ prepare, run }, async ({ world, next, where }) => {
      expect(mine(world), where).toMatchObject({ name: 'Registered' });
      expect(await register(next), where).toEqual({ saved: true });
      expect(await readClient('new', next), where).toMatchObject({ client_id: mine(world)?.client_id });
    });
  });
});
