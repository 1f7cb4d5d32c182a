import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Login } from '../../src/core/login.ts';
import { armPage } from '../../src/features/arm-page.ts';
import { beginSession } from '../../src/features/begin-session.ts';
import { ifUnlocked, lockIfDue, lockVault, vaultChanged } from '../../src/features/lock-vault.ts';
import { proveCalls } from '../../src/features/prove-calls.ts';
import { renewDueTokens, renewToken } from '../../src/features/renew-token.ts';
import { allDone, isRunning, once } from '../../src/features/running.ts';
import { startLogin } from '../../src/features/start-login.ts';
import { readStatus } from '../../src/features/status.ts';
import { aBinding, aProfile, aToken, noon } from '../core/support/records.ts';
import type { AuthorizationServer } from '../support/authorization-server.ts';
import { confirmDevice } from '../support/confirm-device.ts';
import { createMemory, type Memory } from '../support/memory-ports.ts';
import { byTab, createWorld, startServer } from './support/world.ts';

const page = { tabId: 1, windowId: 1, url: 'https://app.acme.example/', isTop: true };
const locked = { code: 'vault_locked' };

/** A browser with a passphrase that was typed, a token, and a tab that it goes into. */
async function unlocked(): Promise<Memory> {
  const memory = createMemory();
  memory.browser.vaultKey = 'there';
  memory.disk.profiles.set('acme', aProfile());
  memory.disk.tokens.set('alice', aToken({ expiresAt: noon + 3_600_000 }));
  memory.disk.bindings.set('binding', aBinding({ pages: ['https://app.acme.example/*'] }));
  memory.browser.openTabs = [page];
  await beginSession(memory.background().ports);
  return memory;
}

/** What the browser does for bindings, and what the toolbar button shows. */
const armed = ({ browser }: Memory) => [browser.rules.length, browser.scripts.length, browser.badges.get(1)?.text];
/** What it shows in a tab of its own. */
const elsewhere = ({ browser }: Memory) => browser.badges.get(undefined);

describe('Locked', () => {
  let memory: Memory;
  beforeEach(async () => {
    memory = await unlocked();
  });

  test('nothing is injected: rules, scripts and marks are gone, and pages get nothing', async () => {
    const { ports } = memory.background();
    expect(armed(memory)).toEqual([1, 1, 'A']);
    expect(await armPage(page, ports)).toHaveLength(1);
    const told = memory.browser.refreshes;
    await lockVault(ports);
    expect(armed(memory)).toEqual([0, 0, '🔒']);
    expect(memory.browser.alarm).toBeUndefined();
    expect(memory.browser.refreshes).toBeGreaterThan(told);
    expect(await armPage(page, ports)).toEqual([]);
    expect(
      await proveCalls(page, [{ bindingId: 'binding', method: 'GET', url: 'https://api.acme.example/' }], ports),
    ).toEqual([undefined]);
  });

  test('the toolbar button says so in every tab, new ones too, until I unlock', async () => {
    const { ports } = memory.background();
    const sign = { text: '🔒', title: 'Tokendock is locked' };
    memory.browser.openTabs = [page, { ...page, tabId: 2, url: 'https://other.example/' }];
    await lockVault(ports);
    // A page asks anew meanwhile.
    await armPage(page, ports);
    for (const tabId of [1, 2, undefined]) expect(memory.browser.badges.get(tabId)).toMatchObject(sign);
    memory.restartBrowser();
    await beginSession(memory.background().ports);
    expect(elsewhere(memory)).toMatchObject(sign);
    Object.assign(memory.browser, { vaultKey: 'there', openTabs: [page] });
    await vaultChanged(ports);
    expect(elsewhere(memory)).toBeUndefined();
    expect(memory.browser.badges.get(1)).toMatchObject({ text: 'A' });
  });

  test('nothing is renewed, and nobody reads anything', async () => {
    const { ports } = memory.background();
    await lockVault(ports);
    memory.clock.now = noon + 3_600_000;
    await renewDueTokens(ports);
    for (const work of [ports.tokens.list(), readStatus({}, ports, async () => ({ renewing: [], drafts: [] }))])
      await expect(work).rejects.toMatchObject(locked);
    expect(await ifUnlocked(() => ports.tokens.list())).toBeUndefined();
  });

  test('what goes wrong for another reason is not hidden', async () => {
    await expect(ifUnlocked(() => Promise.reject(new Error('full')))).rejects.toThrow('full');
  });

  test('all is there again after the passphrase was typed, but for tabs that were closed meanwhile', async () => {
    const { ports } = memory.background();
    const { pages } = aBinding();
    memory.disk.bindings.set('tab', aBinding({ id: 'tab', tabId: 1, pages }));
    memory.disk.bindings.set('closed', aBinding({ id: 'closed', tabId: 2, pages }));
    memory.disk.bindings.set('window', aBinding({ id: 'window', windowId: 9, pages }));
    await lockVault(ports);
    Object.assign(memory.browser, { vaultKey: 'there' });
    await vaultChanged(ports);
    expect([...memory.disk.bindings.keys()]).toEqual(['binding', 'tab']);
    expect(armed(memory)).toEqual([2, 2, 'A']);
    expect(memory.browser.alarm).toBeGreaterThan(noon);
  });

  test('after a start of the browser, the session begins with the passphrase', async () => {
    memory.disk.bindings.set('tab', aBinding({ id: 'tab', tabId: 1 }));
    memory.restartBrowser();
    const { ports } = memory.background();
    await beginSession(ports);
    expect([memory.browser.session, memory.disk.bindings.size]).toEqual(['new', 2]);
    Object.assign(memory.browser, { vaultKey: 'there', openTabs: [page] });
    await vaultChanged(ports);
    expect([memory.browser.session, [...memory.disk.bindings.keys()]]).toEqual(['armed', ['binding']]);
    expect(armed(memory)).toEqual([1, 1, 'A']);
  });

  test('it is when nobody used Tokendock for long enough, and the alarm sees to it', async () => {
    const { ports } = memory.background();
    memory.browser.lockAt = noon + 60_000;
    await vaultChanged(ports);
    expect(memory.browser.alarm).toBe(noon + 60_000);
    memory.clock.now = noon + 59_999;
    await lockIfDue(ports);
    expect(memory.browser.vaultKey).toBe('there');
    memory.clock.now = noon + 60_000;
    expect(await armPage(page, ports)).toEqual([]);
    await lockIfDue(ports);
    expect([memory.browser.vaultKey, ...armed(memory)]).toEqual(['gone', 0, 0, '🔒']);
  });

  test('a background that dies while locking leaves the rest to the next one', async () => {
    for (let diesAt = 1; ; diesAt++) {
      memory = await unlocked();
      const dying = memory.background({ diesAt });
      await lockVault(dying.ports).catch(() => undefined);
      const { ports } = memory.background();
      if (memory.browser.lockAt === undefined && memory.browser.vaultKey === 'there') continue;
      await lockIfDue(ports);
      await beginSession(ports);
      expect([diesAt, memory.browser.vaultKey, ...armed(memory)]).toEqual([diesAt, 'gone', 0, 0, '🔒']);
      if (dying.calls.length < diesAt - 1) break;
    }
  });
});

test('Without a passphrase there is nothing to lock', async () => {
  const memory = await unlocked();
  Object.assign(memory.browser, { vaultKey: undefined });
  await lockVault(memory.background().ports);
  expect(armed(memory)).toEqual([1, 1, 'A']);
});

describe('While a server is asked', () => {
  let server: AuthorizationServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  test('the answer is waited for: no rotated refresh token is lost', async () => {
    const world = await createWorld(server);
    world.signsIn('alice');
    await startLogin('acme', world.ports);
    const [token] = world.tokens();
    world.memory.browser.vaultKey = 'there';
    const gate = Promise.withResolvers<void>();
    const { ports } = world.memory.background({ pace: async (call) => call === 'fetch' && gate.promise });
    const renewing = renewToken(token?.id ?? '', ports);
    const locking = lockVault(ports);
    gate.resolve();
    await Promise.all([renewing, locking]);
    expect(world.memory.browser.vaultKey).toBe('gone');
    const [renewed] = world.tokens();
    expect(renewed?.access_token).not.toBe(token?.access_token);
    expect(await world.works(renewed ?? aToken())).toBe(true);
  });

  test('and so is that of a renewal that began after I unlocked in between', async () => {
    const memory = await unlocked();
    const { ports } = memory.background();
    const [before, between] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const asking = once('asks before', () => before.promise);
    const first = lockVault(ports);
    await vi.waitFor(() => expect(isRunning('lock')).toBe(true));
    memory.browser.lockAt = undefined;
    const renewing = once('renews in between', () => between.promise);
    const second = lockVault(ports);
    await vi.waitFor(() => expect(memory.browser.lockAt).toBe(0));
    before.resolve();
    await asking;
    // Should this background die now, another one wakes and locks.
    expect([memory.browser.vaultKey, memory.browser.alarm]).toEqual(['there', memory.clock.now + 30_000]);
    between.resolve();
    await Promise.all([renewing, first, second]);
    expect([memory.browser.vaultKey, memory.browser.alarm]).toEqual(['gone', undefined]);
  });

  test('by a window of ours, its answer is waited for, and that of one that began after I unlocked in between', async () => {
    const memory = await unlocked();
    const { ports } = memory.background();
    const [before, between] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    memory.browser.pageWorks.push(before.promise);
    const first = lockVault(ports);
    await vi.waitFor(() => expect(isRunning('lock')).toBe(true));
    memory.browser.lockAt = undefined;
    const second = lockVault(ports);
    await vi.waitFor(() => expect([memory.browser.lockAt, memory.browser.pageWorks]).toEqual([0, []]));
    memory.browser.pageWorks.push(between.promise);
    before.reject(new Error('the server refused'));
    await vi.waitFor(() => expect(memory.browser.pageWorks).toEqual([]));
    expect([memory.browser.vaultKey, memory.browser.alarm]).toEqual(['there', memory.clock.now + 30_000]);
    between.resolve();
    await Promise.all([first, second]);
    expect([memory.browser.vaultKey, memory.browser.alarm]).toEqual(['gone', undefined]);
  });

  test('a device that is to be confirmed does not delay it, and is asked for again when I unlock', async () => {
    const world = await createWorld(server, { grant_type: 'urn:ietf:params:oauth:grant-type:device_code' });
    const { memory, ports } = world;
    memory.browser.vaultKey = 'there';
    const { wait } = ports;
    const waits = Promise.withResolvers<void>();
    ports.wait = async (_time, abort) => {
      waits.resolve();
      await new Promise((resolve) => abort.addEventListener('abort', resolve));
    };
    const connecting = startLogin('acme', ports);
    await waits.promise;
    await lockVault(ports);
    await connecting;
    const [login] = memory.disk.logins.values();
    expect([memory.browser.vaultKey, login?.step]).toEqual(['gone', 'waiting_for_user']);
    await confirmDevice(login?.waiting as NonNullable<Login['waiting']>, 'carol');
    Object.assign(memory.browser, { vaultKey: 'there' });
    ports.wait = wait;
    await vaultChanged(ports);
    await allDone();
    expect(world.tokens()).toMatchObject([{ user: { name: 'carol' } }]);
  });

  test('a sign-in window is closed', async () => {
    const world = await createWorld(server, byTab);
    await startLogin('acme', world.ports);
    world.memory.browser.vaultKey = 'there';
    await lockVault(world.ports);
    expect(world.memory.tabWindow.closed).toHaveLength(1);
    expect([world.memory.disk.logins.size, world.memory.browser.vaultKey]).toEqual([0, 'gone']);
  });
});
