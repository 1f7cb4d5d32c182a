import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Login } from '../../src/core/login.ts';
import { cancelLogin, loginTabClosed } from '../../src/features/cancel-login.ts';
import { finishLogin } from '../../src/features/finish-login.ts';
import { hearTabCallback } from '../../src/features/hear-callback.ts';
import { startLogin } from '../../src/features/start-login.ts';
import type { AuthorizationServer } from '../support/authorization-server.ts';
import { signIn } from '../support/sign-in.ts';
import { byTab, createWorld, startServer, tabRedirectUri, type World } from './support/world.ts';

let server: AuthorizationServer;
let world: World;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  server.restoreTokenEndpoint();
  world = await createWorld(server, byTab);
});

const logins = () => [...world.memory.disk.logins.values()];

/** The login, with its tab at the sign-in page. */
async function opened(): Promise<Login & { tabId: number }> {
  await startLogin('acme', world.ports);
  return logins()[0] as Login & { tabId: number };
}

/** The tab is sent to the redirect URI; answers whether it has to be stopped there. */
async function comesBack(login: Login & { tabId: number }, user = 'alice', change = (url: URL): URL => url) {
  const url = change(await signIn({ url: world.memory.tabWindow.went.get(login.tabId) ?? '', user })).href;
  const stopped = await hearTabCallback(login.tabId, { url }, world.ports);
  // The finish runs by itself; asked for again it is the same one.
  await finishLogin(login.id, { url }, world.ports);
  return stopped;
}

describe('Signing in in a tab', () => {
  test('ends with a token; the tab is closed, and the tester is back where they were', async () => {
    const login = await opened();
    expect(world.memory.tabWindow.prepared.get(login.tabId)).toBe(tabRedirectUri);
    expect(login).toMatchObject({ step: 'signing_in', tabId: 100, fromTabId: 7, redirect_uri: tabRedirectUri });
    expect(await comesBack(login)).toBe(true);
    expect(world.tokens()).toMatchObject([{ user: { name: 'alice' } }]);
    expect(world.memory.tabWindow.closed).toEqual([{ tabId: 100, fromTabId: 7 }]);
    expect(logins()).toEqual([]);
  });

  test('is stored before its tab leaves for the server', async () => {
    const { calls, ports } = world.memory.background();
    await startLogin('acme', ports);
    expect(calls.lastIndexOf('logins.put')).toBeLessThan(calls.indexOf('tabWindow.go'));
    expect(calls.indexOf('tabWindow.prepare')).toBeLessThan(calls.lastIndexOf('logins.put'));
  });

  test('works where the answer is posted as a form (Bruno and Hoppscotch lose it)', async () => {
    const login = await opened();
    const { searchParams } = await signIn({ url: world.memory.tabWindow.went.get(100) ?? '', user: 'bob' });
    const callback = { url: tabRedirectUri, form: [...searchParams] as [string, string][] };
    expect(await hearTabCallback(100, callback, world.ports)).toBe(true);
    await finishLogin(login.id, callback, world.ports);
    expect(world.tokens()).toMatchObject([{ user: { name: 'bob' } }]);
  });

  test('uses a callback that is heard twice once', async () => {
    const login = await opened();
    const url = (await signIn({ url: world.memory.tabWindow.went.get(100) ?? '', user: 'alice' })).href;
    const heard = await Promise.all([1, 2, 3].map(() => hearTabCallback(100, { url }, world.ports)));
    await finishLogin(login.id, { url }, world.ports);
    expect(heard).toEqual([true, true, true]);
    expect(await hearTabCallback(100, { url }, world.ports)).toBe(false);
    expect([world.asked('authorization_code'), world.tokens().length]).toEqual([1, 1]);
  });

  test('brings the token even if the tab can’t be closed', async () => {
    const login = await opened();
    const close = async () => Promise.reject(new Error('no such tab'));
    world.ports.tabWindow = { ...world.ports.tabWindow, close };
    await comesBack(login);
    expect(world.tokens()).toHaveLength(1);
  });

  test('fails when the state is that of another sign-in; no code goes anywhere', async () => {
    const login = await opened();
    const change = (url: URL) => Object.assign(url, { search: url.search.replace(/state=[^&]*/, 'state=another') });
    expect(await comesBack(login, 'alice', change)).toBe(true);
    expect(logins()).toMatchObject([{ step: 'failed', failure: { code: 'state_wrong' } }]);
    expect(world.asked('authorization_code')).toBe(0);
  });
});

describe('A navigation is none of our business', () => {
  test.each([
    ['it goes to the sign-in page', 100, 'https://id.acme.example/login'],
    ['it goes below the redirect URI', 100, `${tabRedirectUri}/deeper?code=c`],
    ['it goes to another port', 100, 'https://app.acme.example:8443/callback?code=c'],
    ['it is not encrypted', 100, 'http://app.acme.example/callback?code=c'],
    ['it happens in another tab', 101, `${tabRedirectUri}?code=c`],
    ['it goes nowhere', 100, 'about:blank'],
  ])('when %s', async (_, tabId, url) => {
    await opened();
    expect(await hearTabCallback(tabId, { url }, world.ports)).toBe(false);
    expect(logins()).toMatchObject([{ step: 'signing_in' }]);
  });

  test('when it lacks the query that was registered with the redirect URI', async () => {
    world = await createWorld(server, { redirect: { by: 'tab', redirect_uri: `${tabRedirectUri}?tenant=1` } });
    await opened();
    expect(await hearTabCallback(100, { url: `${tabRedirectUri}?code=c&tenant=2` }, world.ports)).toBe(false);
    expect(await hearTabCallback(100, { url: `${tabRedirectUri}?code=c&tenant=1` }, world.ports)).toBe(true);
  });
});

describe('A sign-in tab', () => {
  test('that the tester closes ends the login, which can be tried again', async () => {
    await opened();
    await loginTabClosed(101, world.ports);
    expect(logins()[0]?.step).toBe('signing_in');
    await loginTabClosed(100, world.ports);
    expect(logins()).toMatchObject([{ step: 'failed', failure: { code: 'sign_in_cancelled' } }]);
    await startLogin('acme', world.ports);
    expect(logins()).toMatchObject([{ step: 'signing_in', tabId: 101 }]);
  });

  test('is closed when the tester cancels, or starts another sign-in for the profile', async () => {
    await startLogin('acme', world.ports);
    await startLogin('acme', world.ports);
    expect(world.memory.tabWindow.closed).toEqual([{ tabId: 100, fromTabId: 7 }]);
    expect(logins()).toMatchObject([{ tabId: 101 }]);
    await cancelLogin(logins()[0]?.id ?? '', world.ports);
    expect(world.memory.tabWindow.closed).toHaveLength(2);
    expect(logins()).toEqual([]);
  });

  test.each(['logins.put', 'tabWindow.go'])('is closed when %s fails after it was opened', async (name) => {
    const probe = world.memory.background();
    await startLogin('acme', probe.ports);
    const failsAt = probe.calls.lastIndexOf(name) + 1;
    world.memory.disk.logins.clear();
    await startLogin('acme', world.memory.background({ failsAt }).ports);
    expect(world.memory.tabWindow.closed).toEqual([{ tabId: 101, fromTabId: 7 }]);
    expect(logins()).toMatchObject([{ step: 'failed', failure: { code: 'unknown' } }]);
  });

  test('may be opened from nowhere', async () => {
    world.memory.tabWindow.fromTabId = undefined;
    expect(await opened()).not.toHaveProperty('fromTabId');
  });
});
