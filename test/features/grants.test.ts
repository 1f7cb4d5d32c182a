import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { GrantType } from '../../src/core/grant-type.ts';
import type { Profile } from '../../src/core/profile.ts';
import type { Token } from '../../src/core/token.ts';
import { backgroundStatus } from '../../src/features/background-status.ts';
import { beginSession } from '../../src/features/begin-session.ts';
import { forgetToken } from '../../src/features/forget-token.ts';
import { hearIdentityCallback } from '../../src/features/hear-callback.ts';
import { freshToken, renewToken } from '../../src/features/renew-token.ts';
import { startLogin } from '../../src/features/start-login.ts';
import { readStatus } from '../../src/features/status.ts';
import { aProfile, aToken, noon } from '../core/support/records.ts';
import { aParameter } from '../oauth/support/a-parameter.ts';
import { tokens } from '../oauth/support/odd-issuer.ts';
import { type AuthorizationServer, testClients } from '../support/authorization-server.ts';
import { clientKey } from '../support/client-key.ts';
import { createMemory, type Memory } from '../support/memory-ports.ts';
import { type OddAnswer, type OddServer, startOddServer } from '../support/odd-server.ts';
import { signIn } from '../support/sign-in.ts';
import { createWorld, startServer } from './support/world.ts';

let server: AuthorizationServer;
let odd: OddServer | undefined;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
afterEach(() => odd?.close());

let answers = 0;

/** A profile of any grant at a server that gives a new token for each request. */
async function at(changes: Partial<Profile>, answer = (): OddAnswer => tokens({ access_token: `token-${++answers}` })) {
  const memory = createMemory();
  odd = await startOddServer(answer);
  memory.disk.profiles.set('acme', aProfile({ endpoints: { token_endpoint: `${odd.origin}/token` }, ...changes }));
  const { ports } = memory.background();
  const stored = () => [...memory.disk.tokens.values()];
  const bodies = () => (odd?.requests ?? []).map(({ body }) => Object.fromEntries(body));
  return { memory, ports, stored, bodies };
}

const failure = (memory: Memory) => [...memory.disk.logins.values()][0]?.failure;

describe('A grant that is one request', () => {
  const rows: [GrantType, Partial<Profile>, Record<string, string>][] = [
    ['password', { username: 'alice', password: ' p&w ' }, { username: 'alice', password: ' p&w ' }],
    [
      'urn:ietf:params:oauth:grant-type:token-exchange',
      { subject: { text: 'pasted', type: 'urn:x' } },
      { subject_token: 'pasted', subject_token_type: 'urn:x' },
    ],
    ['urn:ietf:params:oauth:grant-type:jwt-bearer', { assertion: 'a.b.c' }, { assertion: 'a.b.c' }],
    ['urn:ietf:params:oauth:grant-type:saml2-bearer', { assertion: 'PHNhbWw-' }, { assertion: 'PHNhbWw-' }],
    [
      'extension',
      { extensionGrant: 'urn:acme:magic', parameters: [aParameter('spell', 'open')] },
      { grant_type: 'urn:acme:magic', spell: 'open' },
    ],
  ];

  test.each(rows)('%s gives a token, and renews it by the same request', async (grant_type, changes, sent) => {
    const { ports, stored, bodies } = await at({ grant_type, ...changes });
    await startLogin('acme', ports);
    const [token] = stored() as [Token];
    const fresh = await renewToken(token.id, ports);
    expect(fresh.access_token).not.toBe(token.access_token);
    expect(stored()).toEqual([fresh]);
    const expected = { client_id: 'tester', scope: 'pets:read', grant_type, ...sent };
    expect(bodies()).toEqual([expected, expected]);
  });

  test.each(rows)('%s asked again by the tester takes the place of the token before', async (grant_type, changes) => {
    const { ports, stored } = await at({ grant_type, ...changes });
    await startLogin('acme', ports);
    const [first] = stored();
    await startLogin('acme', ports);
    expect(stored()).toMatchObject([{ id: first?.id }]);
    expect(stored()[0]?.access_token).not.toBe(first?.access_token);
  });

  test('says what the server says, and neither password nor assertion', async () => {
    const echo = (): OddAnswer => ({
      status: 400,
      json: { error: 'invalid_grant', error_description: 'pass-word is wrong, so is eyJhbGciOiJub25lIn0.e30.' },
    });
    const { memory, ports } = await at({ grant_type: 'password', username: 'alice', password: 'pass-word' }, echo);
    await startLogin('acme', ports);
    expect(failure(memory)).toMatchObject({ code: 'token_refused', quote: { error: 'invalid_grant' } });
    expect(JSON.stringify([...memory.disk.logins.values()])).not.toMatch(/pass-word|eyJ/);
  });
});

describe('A token exchange', () => {
  const exchange: Partial<Profile> = {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject: { tokenId: 'source', part: 'access_token' },
  };

  async function withSource(changes: Partial<Token> = {}) {
    const world = await at(exchange);
    const source = aProfile({ id: 'source-profile', endpoints: { token_endpoint: `${odd?.origin}/source` } });
    world.memory.disk.profiles.set(source.id, source);
    const token = aToken({ id: 'source', profileId: source.id, access_token: 'source-access', ...changes });
    world.memory.disk.tokens.set('source', token);
    return world;
  }

  test('takes a stored token', async () => {
    const { ports, bodies } = await withSource();
    await startLogin('acme', ports);
    expect(bodies()).toMatchObject([
      { subject_token: 'source-access', subject_token_type: 'urn:ietf:params:oauth:token-type:access_token' },
    ]);
  });

  test('renews that one first when it is due', async () => {
    const { ports, bodies, memory } = await withSource({ obtainedAt: noon - 60_000, expiresAt: noon + 1 });
    await startLogin('acme', ports);
    expect(bodies()).toMatchObject([
      { grant_type: 'refresh_token' },
      { subject_token: memory.disk.tokens.get('source')?.access_token },
    ]);
  });

  test('does not wait for ever for a token that is exchanged for itself', async () => {
    const { ports, memory, stored } = await withSource();
    await startLogin('acme', ports);
    const own = stored().find(({ profileId }) => profileId === 'acme') as Token;
    const profile = memory.disk.profiles.get('acme') as Profile;
    memory.disk.profiles.set('acme', { ...profile, subject: { tokenId: own.id, part: 'access_token' } });
    memory.clock.now += 3_600_000;
    expect((await freshToken(own.id, ports)).access_token).not.toBe(own.access_token);
  });

  test('says when its source was forgotten, or has no such part', async () => {
    const { ports, memory } = await at(exchange);
    await startLogin('acme', ports);
    expect(failure(memory)?.code).toBe('source_gone');
  });
});

describe('A hardened sign-in', () => {
  const hardened: Partial<Profile> = {
    ...testClients.hardened,
    token_endpoint_auth_method: 'private_key_jwt',
    keyId: clientKey.id,
    pushed: true,
    signedRequest: true,
    dpop: true,
    response_mode: 'jwt',
  };

  test('is pushed, signed, answered signed, and bound to a key that stays with the token', async () => {
    const world = await createWorld(server, hardened);
    world.memory.disk.keys.set(clientKey.id, clientKey);
    world.signsIn('alice');
    await startLogin('acme', world.ports);
    const [token] = world.tokens() as [Token];
    expect(token).toMatchObject({ token_type: 'dpop', user: { name: 'alice' } });
    expect([...world.memory.disk.dpopKeys.keys()]).toEqual([token.dpopKeyId]);
    expect((await renewToken(token.id, world.ports)).dpopKeyId).toBe(token.dpopKeyId);
  });

  test('is finished by whoever hears its signed answer', async () => {
    const world = await createWorld(server, hardened);
    world.memory.disk.keys.set(clientKey.id, clientKey);
    const started = startLogin('acme', world.ports);
    await expect.poll(() => world.memory.identityWindow.opened.length).toBe(1);
    const url = await signIn({ url: world.memory.identityWindow.opened[0] ?? '', user: 'bob' });
    expect(await hearIdentityCallback(5, url.href, world.ports)).toBe(true);
    expect(world.tokens()).toMatchObject([{ user: { name: 'bob' } }]);
    void started;
  });

  test('leaves no key behind: those of ended logins and forgotten tokens go with the next session', async () => {
    const world = await createWorld(server, { dpop: true });
    world.signsIn('alice');
    await startLogin('acme', world.ports);
    const [token] = world.tokens() as [Token];
    world.signsIn('alice', 'deny');
    await startLogin('acme', world.ports);
    expect(world.memory.disk.dpopKeys.size).toBe(2);
    world.memory.restartBrowser();
    await beginSession(world.ports);
    expect([...world.memory.disk.dpopKeys.keys()]).toEqual([token.dpopKeyId]);
    await forgetToken(token.id, false, world.ports);
    world.memory.restartBrowser();
    await beginSession(world.ports);
    expect(world.memory.disk.dpopKeys.size).toBe(0);
  });

  test('fails with the reason when its key was deleted', async () => {
    const world = await createWorld(server, hardened);
    await startLogin('acme', world.ports);
    expect(failure(world.memory)?.code).toBe('key_gone');
  });

  test('fails with what the server says when it refuses the pushed request', async () => {
    const world = await createWorld(server, { pushed: true, scope: ['openid'], ...testClients.basic });
    await startLogin('acme', world.ports);
    expect(failure(world.memory)).toMatchObject({ code: 'client_refused', quote: { error: 'invalid_client' } });
  });
});

describe('The implicit grant', () => {
  test('gives a token through the sign-in window, which is not renewable', async () => {
    const world = await createWorld(server, {
      ...testClients.implicit,
      grant_type: 'implicit',
      response_type: 'id_token token',
    });
    world.signsIn('carol');
    await startLogin('acme', world.ports);
    expect(world.tokens()).toMatchObject([{ user: { name: 'carol' } }]);
    expect(world.asked('authorization_code')).toBe(0);
    const [profile] = (await readStatus({}, world.ports, () => backgroundStatus(world.ports))).profiles;
    expect(profile?.tokens).toMatchObject([{ renewable: false }]);
  });
});
