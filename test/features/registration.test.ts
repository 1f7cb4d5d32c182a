import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { emptyDraft, type ProfileDraft } from '../../src/core/profile-draft.ts';
import { duplicateProfile } from '../../src/features/arrange-profiles.ts';
import { saveProfile } from '../../src/features/profile-form.ts';
import { deleteClient, readClient, registerClient, updateClient } from '../../src/features/registration.ts';
import { createKey } from '../../src/features/signing-keys.ts';
import { startLogin } from '../../src/features/start-login.ts';
import { listTraces } from '../../src/features/traces.ts';
import type { AuthorizationServer } from '../support/authorization-server.ts';
import { type OddServer, startOddServer } from '../support/odd-server.ts';
import { createWorld, startServer, type World } from './support/world.ts';

let server: AuthorizationServer;
let world: World;
let odd: OddServer | undefined;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  world = await createWorld(server);
});
afterEach(async () => {
  await odd?.close();
  odd = undefined;
});

/** Nobody is signing in. */
const noLogin = async () => undefined;

/** What a tester has: an issuer, and what the client shall be. */
function aDraft(changes: Partial<ProfileDraft> = {}): ProfileDraft {
  return { ...emptyDraft('new'), name: 'Registered', issuer: server.issuer, scope: 'openid profile', ...changes };
}

/** Registers and saves it, as the form does. */
async function registered(changes: Partial<ProfileDraft> = {}) {
  const draft = await registerClient(aDraft(changes), '', world.ports);
  expect(await saveProfile(draft, world.ports, noLogin)).toEqual({ saved: true });
  return world.memory.disk.profiles.get('new') ?? expect.fail('it was not saved');
}

const secretBasic = { token_endpoint_auth_method: 'client_secret_basic' } as const;

describe('A client is registered from an issuer URL (RFC 7591)', () => {
  test('and gets a user’s token with what the server gave', async () => {
    const profile = await registered(secretBasic);
    expect(profile).toMatchObject({
      client_secret: expect.any(String),
      token_endpoint_auth_method: 'client_secret_basic',
    });
    world.signsIn('alice');
    await startLogin('new', world.ports);
    expect(world.memory.disk.logins.get('new')).toBeUndefined();
    expect(world.tokens()).toMatchObject([{ profileId: 'new', user: { sub: 'user-alice' } }]);
  });

  test('as a public one, without a secret', async () => {
    const profile = await registered();
    expect(profile.client_secret).toBeUndefined();
    world.signsIn('bob');
    await startLogin('new', world.ports);
    expect(world.tokens()).toMatchObject([{ user: { sub: 'user-bob' } }]);
  });

  test('with the public side of a key', async () => {
    const { id, publicJwk } = await createKey('ES256', world.ports);
    await registered({
      token_endpoint_auth_method: 'private_key_jwt',
      keyId: id,
      grant_type: 'client_credentials',
      scope: 'pets:read',
    });
    expect(await readClient('new', world.ports)).toMatchObject({ jwks: { keys: [{ kid: publicJwk.kid }] } });
    await startLogin('new', world.ports);
    expect([...world.memory.disk.logins.values()]).toEqual([]);
    expect(world.tokens()).toHaveLength(1);
  });

  test('with an initial access token, which is never kept', async () => {
    odd = await startOddServer(({ path, headers, method }, { origin }) => {
      if (path.startsWith('/.well-known/openid'))
        return { json: { issuer: origin, registration_endpoint: `${origin}/register`, token_endpoint: `${origin}/t` } };
      if (path !== '/register' || method !== 'POST') return { status: 404 };
      return headers.authorization === 'Bearer initial-token'
        ? { status: 201, json: { client_id: 'given', client_secret: 's', client_secret_expires_at: 0 } }
        : { status: 401, json: { error: 'invalid_token', error_description: `not ${headers.authorization}` } };
    });
    const draft = aDraft({ issuer: odd.origin });
    expect(await registerClient(draft, ' initial-token ', world.ports)).toMatchObject({ client_id: 'given' });
    const refused = registerClient(draft, 'wrong-token', world.ports);
    await expect(refused).rejects.toMatchObject({
      code: 'request_refused',
      quote: { error: 'invalid_token', error_description: 'not Bearer ••••' },
    });
    expect(JSON.stringify(await listTraces('new', world.ports))).not.toMatch(/initial-token|wrong-token/);
  });

  test('not without the tester’s permission, nor where the server offers it to nobody', async () => {
    odd = await startOddServer((_, { origin }) => ({ json: { issuer: origin, token_endpoint: `${origin}/t` } }));
    await expect(registerClient(aDraft({ issuer: odd.origin }), '', world.ports)).rejects.toMatchObject({
      code: 'endpoint_missing',
    });
    world.memory.browser.granted = new Set();
    await expect(registerClient(aDraft(), '', world.ports)).rejects.toMatchObject({ code: 'permission_missing' });
  });
});

describe('A registration', () => {
  test('is read without its secrets', async () => {
    const profile = await registered(secretBasic);
    const said = await readClient('new', world.ports);
    expect(said).toMatchObject({ client_id: profile.client_id, client_name: 'Registered' });
    expect(JSON.stringify(said)).not.toContain(profile.client_secret);
    expect(said).not.toHaveProperty('registration_access_token');
  });

  test('follows the profile', async () => {
    const profile = await registered(secretBasic);
    world.memory.disk.profiles.set('new', { ...profile, name: 'Renamed' });
    expect(await updateClient('new', world.ports)).toMatchObject({ client_name: 'Renamed' });
    expect(await readClient('new', world.ports)).toMatchObject({ client_name: 'Renamed' });
  });

  test('is deleted at the server; then nothing can manage it', async () => {
    const profile = await registered();
    await deleteClient('new', world.ports);
    const after = world.memory.disk.profiles.get('new');
    expect(after).toMatchObject({ client_id: profile.client_id });
    await expect(readClient('new', world.ports)).rejects.toMatchObject({ code: 'not_registered' });
    world.memory.disk.profiles.set('new', profile);
    await expect(readClient('new', world.ports)).rejects.toMatchObject({ code: 'request_refused' });
  });

  test('stays with the profile when that is saved again, and belongs to no other client or copy', async () => {
    const { registration, ...profile } = await registered();
    expect(registration).toBeDefined();
    const draft = aDraft({ client_id: profile.client_id });
    await saveProfile(draft, world.ports, noLogin);
    expect(world.memory.disk.profiles.get('new')?.registration).toEqual(registration);
    await duplicateProfile('new', world.ports);
    const copies = [...world.memory.disk.profiles.values()].filter(({ name }) => name === 'Registered (copy)');
    expect(copies).toHaveLength(1);
    expect(copies[0]).not.toHaveProperty('registration');
    await saveProfile({ ...draft, client_id: 'another' }, world.ports, noLogin);
    expect(world.memory.disk.profiles.get('new')).not.toHaveProperty('registration');
  });

  test('that the server renames is kept under its new secrets', async () => {
    odd = await startOddServer(({ method }, { origin }) => ({
      json: {
        client_id: 'tester',
        client_secret: 'new-secret',
        client_secret_expires_at: 0,
        registration_client_uri: `${origin}/there`,
        registration_access_token: `after-${method}`,
      },
    }));
    const registration = { registration_client_uri: `${odd.origin}/here`, registration_access_token: 'before' };
    world.memory.disk.profiles.set('acme', { ...world.profile, client_secret: 'old', registration });
    await updateClient('acme', world.ports);
    expect(world.memory.disk.profiles.get('acme')).toMatchObject({
      client_secret: 'new-secret',
      registration: { registration_client_uri: `${odd.origin}/there`, registration_access_token: 'after-PUT' },
    });
    expect(odd.requests.map(({ method, path, headers }) => [method, path, headers.authorization])).toEqual([
      ['GET', '/here', 'Bearer before'],
      ['PUT', '/there', 'Bearer after-GET'],
    ]);
  });

  test('that points to another host sends its token there only with the tester’s permission', async () => {
    const other = await startOddServer(() => ({ json: { client_id: 'tester' } }));
    const registration = { registration_client_uri: `${other.origin}/x`, registration_access_token: 'the-token' };
    world.memory.disk.profiles.set('acme', { ...world.profile, registration });
    world.memory.browser.granted = new Set(['http://localhost/*']);
    for (const manage of [readClient, updateClient, deleteClient])
      await expect(manage('acme', world.ports)).rejects.toMatchObject({ code: 'permission_missing' });
    expect(other.requests).toEqual([]);
    await other.close();
  });

  test.each(['javascript:alert(1)', 'file:///etc/passwd', 'no url', 7])('at %s is none', async (uri) => {
    odd = await startOddServer(({ path }, { origin }) =>
      path === '/register'
        ? { status: 201, json: { client_id: 'given', registration_client_uri: uri, registration_access_token: 't' } }
        : { json: { issuer: origin, registration_endpoint: `${origin}/register`, token_endpoint: `${origin}/t` } },
    );
    const draft = await registerClient(aDraft({ issuer: odd.origin }), '', world.ports);
    expect(draft.client_id).toBe('given');
    expect(draft).not.toHaveProperty('registration');
  });

  test('leaves no secret in its trace', async () => {
    const { client_secret = '', registration } = await registered(secretBasic);
    await readClient('new', world.ports);
    const text = JSON.stringify(await listTraces('new', world.ports));
    expect(text).toContain('registration request');
    expect(text).not.toContain(client_secret);
    expect(text).not.toContain(registration?.registration_access_token);
  });
});
