import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { cancelLogin } from '../../src/features/cancel-login.ts';
import { hearIdentityCallback } from '../../src/features/hear-callback.ts';
import { deleteProfile } from '../../src/features/profiles.ts';
import { startLogin } from '../../src/features/start-login.ts';
import { noon } from '../core/support/records.ts';
import type { AuthorizationServer } from '../support/authorization-server.ts';
import { identityRedirectUri } from '../support/memory-ports.ts';
import { signIn } from '../support/sign-in.ts';
import { createWorld, startServer, type World } from './support/world.ts';

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

describe('Signing in in the browser’s own window', () => {
  test('ends with a token that says whose it is, and with no login', async () => {
    world.signsIn('alice');
    await startLogin('acme', world.ports);
    expect(logins()).toEqual([]);
    expect(world.tokens()).toMatchObject([
      { profileId: 'acme', user: { sub: 'user-alice', name: 'alice' }, expiresAt: noon + 3_600_000 },
    ]);
    expect(await world.works(world.tokens()[0] as never)).toBe(true);
  });

  test('tells open popups of every step', async () => {
    world.signsIn('alice');
    const before = world.memory.browser.changes;
    await startLogin('acme', world.ports);
    expect(world.memory.browser.changes - before).toBeGreaterThanOrEqual(5);
  });

  test('is stored before its window opens, so that another background can go on', async () => {
    world.memory.identityWindow.answer = async (url) => {
      expect(logins()).toMatchObject([
        { id: new URL(url).searchParams.get('state'), step: 'signing_in', code_verifier: expect.any(String) },
      ]);
      return (await signIn({ url, user: 'alice' })).href;
    };
    await startLogin('acme', world.ports);
    expect(world.tokens()).toHaveLength(1);
  });

  test('by two users gives two tokens, side by side', async () => {
    for (const user of ['alice', 'bob']) {
      world.signsIn(user);
      await startLogin('acme', world.ports);
    }
    expect(world.tokens().map(({ user }) => user?.name)).toEqual(['alice', 'bob']);
  });

  test('at two profiles with the same URLs keeps their tokens apart (Bruno and Insomnia mix them up)', async () => {
    world.memory.disk.profiles.set('twin', { ...world.profile, id: 'twin', name: 'Twin' });
    world.signsIn('alice');
    await startLogin('acme', world.ports);
    await startLogin('twin', world.ports);
    const [first, second] = world.tokens();
    expect([first?.profileId, second?.profileId]).toEqual(['acme', 'twin']);
    expect(first?.access_token).not.toBe(second?.access_token);
  });
});

describe('A sign-in fails, and nothing is kept,', () => {
  const failure = () => logins().map(({ step, failure }) => [step, failure?.code]);

  test('when the user denies; the tester reads why', async () => {
    world.signsIn('carol', 'deny');
    await startLogin('acme', world.ports);
    expect(logins()[0]?.failure?.quote).toMatchObject({ error: 'access_denied' });
    expect(world.tokens()).toEqual([]);
  });

  test.each([
    ['the state of another sign-in', (url: URL) => url.searchParams.set('state', 'another'), 'state_wrong'],
    [
      'the issuer of another server',
      (url: URL) => url.searchParams.set('iss', 'https://evil.example'),
      'issuer_mixed_up',
    ],
    ['no answer at all', (url: URL) => Object.assign(url, { search: '' }), 'issuer_mixed_up'],
  ])('when the window comes back with %s', async (_, spoil, code) => {
    world.memory.identityWindow.answer = async (url) => {
      const callback = await signIn({ url, user: 'alice' });
      spoil(callback);
      return callback.href;
    };
    await startLogin('acme', world.ports);
    expect(failure()).toEqual([['failed', code]]);
    expect(world.asked('authorization_code')).toBe(0);
    expect(world.tokens()).toEqual([]);
  });

  test('when the window is closed', async () => {
    world.memory.identityWindow.answer = async () => {
      throw new Failure('sign_in_cancelled');
    };
    await startLogin('acme', world.ports);
    expect(failure()).toEqual([['failed', 'sign_in_cancelled']]);
  });

  test('when the token endpoint is down; nothing secret stays in the login', async () => {
    server.failTokenEndpoint({ status: 503, contentType: 'text/html', body: '<h1>Down</h1>' });
    world.signsIn('alice');
    await startLogin('acme', world.ports);
    expect(failure()).toEqual([['failed', 'server_error']]);
    expect(Object.keys(logins()[0] ?? {}).sort()).toEqual([
      'failure',
      'id',
      'profileId',
      'startedAt',
      'step',
      'stepAt',
    ]);
  });

  test.each([
    ['the tester cancels', (id: string) => cancelLogin(id, world.ports)],
    ['the profile is deleted', () => deleteProfile('acme', world.ports)],
  ])('when %s while the token is on its way', async (_, end) => {
    const release = server.holdTokenEndpoint();
    world.signsIn('alice');
    const started = startLogin('acme', world.ports);
    await expect.poll(() => world.asked('authorization_code')).toBe(1);
    await end(logins()[0]?.id ?? '');
    release();
    await started;
    expect([logins(), world.tokens()]).toEqual([[], []]);
  });

  test.each([
    ['the tester cancels', (id: string) => cancelLogin(id, world.ports)],
    ['the profile is deleted', () => deleteProfile('acme', world.ports)],
  ])('when %s while the window is open, and the user signs in even so', async (_, end) => {
    world.memory.identityWindow.answer = async (url) => {
      await end(logins()[0]?.id ?? '');
      return (await signIn({ url, user: 'alice' })).href;
    };
    await startLogin('acme', world.ports);
    expect([logins(), world.tokens(), world.asked('authorization_code')]).toEqual([[], [], 0]);
  });
});

describe('The callback of the browser’s own window', () => {
  test('heard twice is used once', async () => {
    world.memory.identityWindow.answer = async (url) => {
      const callback = (await signIn({ url, user: 'alice' })).href;
      void hearIdentityCallback(5, callback, world.ports);
      return callback;
    };
    await startLogin('acme', world.ports);
    expect([world.asked('authorization_code'), world.tokens().length, logins()]).toEqual([1, 1, []]);
  });

  test('heard by navigation alone is enough: the window’s own word died with its background', async () => {
    world.memory.identityWindow.answer = async (url) => {
      expect(await hearIdentityCallback(5, (await signIn({ url, user: 'bob' })).href, world.ports)).toBe(true);
      throw new Failure('sign_in_cancelled');
    };
    await startLogin('acme', world.ports);
    expect([logins(), world.tokens().map(({ user }) => user?.name)]).toEqual([[], ['bob']]);
    expect(world.memory.tabWindow.closed).toEqual([{ tabId: 5, fromTabId: undefined }]);
  });

  test.each(['?state=nobody', '', '?code=c', '#state=nobody'])('of nobody’s login (%s) is left alone', async (tail) => {
    for (const url of [identityRedirectUri + tail, 'https://elsewhere.example/', 'not a url']) {
      expect(await hearIdentityCallback(5, url, world.ports)).toBe(false);
    }
    expect([logins(), world.asked('authorization_code'), world.memory.tabWindow.closed]).toEqual([[], 0, []]);
  });
});
