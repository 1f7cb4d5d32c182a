import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { emptyDraft } from '../../src/core/profile-draft.ts';
import { cancelLogin } from '../../src/features/cancel-login.ts';
import { permissionsChanged } from '../../src/features/permissions-changed.ts';
import { saveProfile } from '../../src/features/profile-form.ts';
import { deleteProfile } from '../../src/features/profiles.ts';
import { startLogin } from '../../src/features/start-login.ts';
import type { AuthorizationServer } from '../support/authorization-server.ts';
import { startOddServer } from '../support/odd-server.ts';
import { byTab, createWorld, machine, startServer, type World } from './support/world.ts';

let server: AuthorizationServer;
let world: World;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  server.restoreTokenEndpoint();
  world = await createWorld(server);
});

const logins = () => [...world.memory.disk.logins.values()];
const grant = (...hosts: string[]) => {
  world.memory.browser.granted = new Set(hosts);
};
/** The stored profile, as it was before its server was discovered. */
function undiscovered(changes: Partial<typeof world.profile> = {}): void {
  const { metadata: _, ...profile } = world.profile;
  world.memory.disk.profiles.set('acme', { ...profile, ...changes });
}

describe('A machine gets its token', () => {
  test('without any window', async () => {
    world = await createWorld(server, machine);
    await startLogin('acme', world.ports);
    expect(world.tokens()).toMatchObject([{ profileId: 'acme', scope: ['pets:read'] }]);
    expect(world.tokens()[0]).not.toHaveProperty('user');
    expect([logins(), world.memory.identityWindow.opened]).toEqual([[], []]);
  });

  test('or the reason why not', async () => {
    world = await createWorld(server, { ...machine, client_secret: 'wrong' });
    await startLogin('acme', world.ports);
    expect(logins()).toMatchObject([{ step: 'failed', failure: { code: 'client_refused' } }]);
  });
});

test('What an API demands of a login goes into its request, and not into the profile', async () => {
  world.signsIn('alice');
  const parameters = [{ name: 'max_age', value: '9000', stage: 'every', place: 'query', on: true } as const];
  world.memory.disk.profiles.set('acme', { ...world.profile, parameters });
  const wanted = { scope: 'pets:write pets:read', max_age: '60', acr_values: 'gold' };
  await startLogin('acme', world.ports, { wanted, insteadOf: 'no such token' });
  const [url = ''] = world.memory.identityWindow.opened;
  const sent = new URL(url).searchParams;
  expect(sent.get('scope')?.split(' ')).toEqual([...new Set([...world.profile.scope, 'pets:write', 'pets:read'])]);
  expect([sent.getAll('max_age'), sent.getAll('acr_values')]).toEqual([['60'], ['gold']]);
  expect(world.memory.disk.profiles.get('acme')).toMatchObject({ scope: world.profile.scope, parameters });
});

describe('A server that is not known yet', () => {
  test('is discovered, once, and its endpoints stay with the profile', async () => {
    undiscovered();
    world.signsIn('alice');
    await startLogin('acme', world.ports);
    expect(world.tokens()).toHaveLength(1);
    expect(world.memory.disk.profiles.get('acme')?.metadata?.issuer).toBe(server.issuer);
    const urls: string[] = [];
    world.ports.fetch = (url, options) => {
      urls.push(String(url));
      return fetch(url, options);
    };
    await startLogin('acme', world.ports);
    expect(urls).toEqual([`${server.issuer}/jwks`, `${server.issuer}/token`]);
  });

  test('may fail to say anything; the tester learns what', async () => {
    undiscovered({ issuer: 'http://127.0.0.1:1' });
    await startLogin('acme', world.ports);
    expect(logins()).toMatchObject([{ step: 'failed', failure: { code: 'server_unreachable' } }]);
  });

  test('need not say anything where the endpoints were typed', async () => {
    const { authorization_endpoint = '', token_endpoint = '' } = world.profile.metadata ?? {};
    undiscovered({ issuer: `${server.issuer}/gone`, endpoints: { authorization_endpoint, token_endpoint }, scope: [] });
    world.memory.identityWindow.answer = async (url) => `${url}&code=c`;
    await startLogin('acme', world.ports);
    expect(world.memory.identityWindow.opened[0]).toContain(authorization_endpoint);
  });

  test('that is changed in the form while it is asked is asked no more: the new one is', async () => {
    const old = await startOddServer(async ({ path }, { origin }) => {
      const form = { ...emptyDraft('acme'), name: 'Acme', client_id: 'tester', issuer: server.issuer, scope: 'openid' };
      expect(await saveProfile(form, world.ports, (id) => cancelLogin(id, world.ports))).toEqual({ saved: true });
      return { json: { issuer: origin, authorization_endpoint: `${origin}/old`, path } };
    });
    undiscovered({ issuer: old.origin });
    world.signsIn('alice');
    await startLogin('acme', world.ports);
    expect(world.memory.disk.profiles.get('acme')).toMatchObject({
      issuer: server.issuer,
      metadata: { issuer: server.issuer },
    });
    expect(world.tokens()).toHaveLength(1);
    await old.close();
  });
});

describe('A sign-in waits for the tester’s permission', () => {
  test('and goes on when it is granted', async () => {
    grant();
    world.signsIn('alice');
    await startLogin('acme', world.ports);
    expect(logins()).toMatchObject([{ step: 'asking_permission' }]);
    expect(world.memory.identityWindow.opened).toEqual([]);
    await permissionsChanged(world.ports);
    expect(logins()).toMatchObject([{ step: 'asking_permission' }]);
    grant('http://localhost/*');
    await permissionsChanged(world.ports);
    expect([logins(), world.tokens().length]).toEqual([[], 1]);
  });

  test('again, when the server names further hosts', async () => {
    undiscovered();
    world.ports.fetch = async (...request) => {
      const answer = await fetch(...request);
      if (!String(request[0]).includes('.well-known')) return answer;
      return Response.json({ ...(await answer.json()), jwks_uri: 'https://keys.example/jwks' });
    };
    world.signsIn('alice');
    grant('http://localhost/*');
    await startLogin('acme', world.ports);
    expect(logins()).toMatchObject([{ step: 'asking_permission' }]);
    expect(world.memory.disk.profiles.get('acme')?.metadata).toBeDefined();
    grant('http://localhost/*', 'https://keys.example/*');
    await permissionsChanged(world.ports);
    expect(world.memory.identityWindow.opened).toHaveLength(1);
  });

  test('and ends when the profile is deleted instead', async () => {
    grant();
    await startLogin('acme', world.ports);
    await deleteProfile('acme', world.ports);
    grant('http://localhost/*');
    await permissionsChanged(world.ports);
    expect([logins(), world.memory.identityWindow.opened]).toEqual([[], []]);
  });
});

describe('One profile has one sign-in', () => {
  test('the later one, when the tester starts again', async () => {
    world = await createWorld(server, byTab);
    await startLogin('acme', world.ports);
    const [first] = logins();
    await startLogin('acme', world.ports);
    expect(logins()).toHaveLength(1);
    expect(logins()[0]?.id).not.toBe(first?.id);
  });

  test('one, when the tester clicks twice', async () => {
    world.signsIn('alice');
    await Promise.all([startLogin('acme', world.ports), startLogin('acme', world.ports)]);
    expect([world.memory.identityWindow.opened.length, world.tokens().length, logins()]).toEqual([1, 1, []]);
  });

  test('and a sign-in of another profile is left alone', async () => {
    world = await createWorld(server, byTab);
    world.memory.disk.profiles.set('twin', { ...world.profile, id: 'twin' });
    await startLogin('acme', world.ports);
    await startLogin('twin', world.ports);
    expect(logins().map(({ profileId }) => profileId)).toEqual(['acme', 'twin']);
  });

  test('of a profile that is there', async () => {
    await expect(startLogin('nobody', world.ports)).rejects.toMatchObject({ code: 'profile_gone' });
    await deleteProfile('acme', world.ports);
    await expect(startLogin('acme', world.ports)).rejects.toMatchObject({ code: 'profile_gone' });
    expect(logins()).toEqual([]);
  });

  test('which stays cancelled, and its tab closed, at whatever moment the tester cancels', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { memory } = await createWorld(server, byTab);
        const { ports } = memory.background({ pace: (name) => scheduler.schedule(Promise.resolve(), name) });
        const started = startLogin('acme', ports);
        const cancelled = scheduler.schedule(Promise.resolve(), 'the tester cancels').then(async () => {
          const [id] = memory.disk.logins.keys();
          if (id !== undefined) await cancelLogin(id, ports);
          return id;
        });
        const [, id] = await scheduler.waitFor(Promise.all([started, cancelled]));
        const tabs = [...memory.tabWindow.prepared.keys()];
        const open = tabs.filter((tabId) => !memory.tabWindow.closed.some((closed) => closed.tabId === tabId));
        // A click that came before there was a login cancels nothing.
        expect([memory.disk.logins.size, open.length]).toEqual(id === undefined ? [1, 1] : [0, 0]);
      }),
      { numRuns: 60 },
    );
  });
});
