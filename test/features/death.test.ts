import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { failureText } from '../../src/core/failure-text.ts';
import type { Profile } from '../../src/core/profile.ts';
import type { Token } from '../../src/core/token.ts';
import { beginSession } from '../../src/features/begin-session.ts';
import { finishLogin } from '../../src/features/finish-login.ts';
import { forgetToken } from '../../src/features/forget-token.ts';
import { hearTabCallback } from '../../src/features/hear-callback.ts';
import { resumeLogins } from '../../src/features/resume-logins.ts';
import { startLogin } from '../../src/features/start-login.ts';
import { aBinding } from '../core/support/records.ts';
import type { AuthorizationServer } from '../support/authorization-server.ts';
import type { Background, Life } from '../support/memory-ports.ts';
import { signIn } from '../support/sign-in.ts';
import { byTab, createWorld, machine, startServer, type World } from './support/world.ts';

// Each test lives many lives.
vi.setConfig({ testTimeout: 60_000 });

let server: AuthorizationServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** A piece of work, begun in one background and gone on with by browser events, until all is done or the background is dead. */
type Work = { profile: Partial<Profile>; run(world: World, background: Background): Promise<void> };

const works: Record<string, Work> = {
  'signing in in the browser’s own window': {
    profile: {},
    run: async (world, { ports }) => {
      world.signsIn('alice');
      await startLogin('acme', ports);
    },
  },
  'signing in in a tab': {
    profile: byTab,
    run: async (world, { ports }) => {
      await startLogin('acme', ports);
      const [[tabId, url] = []] = world.memory.tabWindow.went;
      if (tabId === undefined || url === undefined) return;
      const callback = { url: (await signIn({ url, user: 'alice' })).href };
      const [login] = world.memory.disk.logins.values();
      if (login && (await hearTabCallback(tabId, callback, ports))) await finishLogin(login.id, callback, ports);
    },
  },
  'getting a machine’s token': { profile: machine, run: (_world, { ports }) => startLogin('acme', ports) },
};

/** Does the work in a background of this life, then starts the next background, as the browser would. */
async function liveThrough({ profile, run }: Work, life: Life): Promise<{ world: World; calls: string[] }> {
  const world = await createWorld(server, profile);
  world.memory.browser.session = 'armed';
  const background = world.memory.background(life);
  // What a dead background would have thrown, nobody hears.
  await run(world, background).catch(() => undefined);
  const next = world.memory.background().ports;
  await beginSession(next);
  await resumeLogins(next);
  return { world, calls: background.calls };
}

describe.each(Object.entries(works))('A background that dies while %s', (_, work) => {
  test('loses nothing that it had stored, sends no code twice, and leaves nothing half-done', async () => {
    const { calls: all } = await liveThrough(work, {});
    expect(fromAnswerToStore(all)).toEqual(['logins.get']);
    for (let diesAt = 1; diesAt <= all.length; diesAt++) {
      const { world, calls } = await liveThrough(work, { diesAt });
      const where = `dead at call ${diesAt}, ${all[diesAt - 1]}`;
      const [login] = world.memory.disk.logins.values();
      const [token] = world.tokens();
      expect(calls, where).toEqual(all.slice(0, diesAt - 1));
      // Over, or failed with the offer to try again, or still waiting for its window.
      if (login?.failure) expect(failureText(login.failure).tryThis, where).toBe('Try again.');
      else if (login) expect([login.step, login.code_verifier], where).toEqual(['signing_in', expect.any(String)]);
      else if (calls.includes('logins.put')) expect(token, where).toBeDefined();
      // Between the server's answer and the first write nobody can keep a token; from that write on it is there, and good: the next
      // background has not sent its code again, which would have ended it at the server.
      if (calls.includes('tokens.put')) expect(token, where).toBeDefined();
      else if (calls.includes('fetch')) expect([token, login?.step], where).toEqual([undefined, 'failed']);
      if (token && work.profile !== machine) expect(await world.works(token), where).toBe(true);
      expect(world.asked('authorization_code'), where).toBeLessThanOrEqual(1);
    }
  });

  test('can be followed by another try, which brings the token', async () => {
    const { calls: all } = await liveThrough(work, {});
    for (let diesAt = 1; diesAt <= all.length; diesAt++) {
      const { world } = await liveThrough(work, { diesAt });
      world.memory.tabWindow.went.clear();
      await work.run(world, world.memory.background());
      const state = [world.tokens().length > 0, world.memory.disk.logins.size];
      expect(state, `dead at call ${diesAt}, ${all[diesAt - 1]}`).toEqual([true, 0]);
    }
  });

  test('or of which one call fails, ends its login, or says in it what failed', async () => {
    const { calls: all } = await liveThrough(work, {});
    for (let failsAt = 1; failsAt <= all.length; failsAt++) {
      const world = await createWorld(server, work.profile);
      await work.run(world, world.memory.background({ failsAt })).catch(() => undefined);
      const [login] = world.memory.disk.logins.values();
      const where = `call ${failsAt}, ${all[failsAt - 1]}, failed`;
      // A login whose very first steps fail tells the popup instead; the next background goes on with it.
      const steps = failsAt < 6 ? ['failed', 'asking_permission'] : ['failed', 'signing_in'];
      if (login) expect(steps, where).toContain(login.step);
      else if (failsAt > 3) expect(world.tokens(), where).toHaveLength(1);
    }
  });
});

/** What is done with a token that came, before it is stored: no more than to look whether it is still wanted. */
function fromAnswerToStore(calls: readonly string[]): readonly string[] {
  return calls.slice(calls.lastIndexOf('fetch') + 1, calls.indexOf('tokens.put'));
}

/** Alice's token at the server, with a binding. */
async function withToken(): Promise<{ world: World; token: Token }> {
  const world = await createWorld(server);
  world.memory.browser.session = 'armed';
  world.signsIn('alice');
  await startLogin('acme', world.ports);
  const token = world.tokens()[0] as Token;
  world.memory.disk.bindings.set('binding', aBinding({ tokenId: token.id }));
  return { world, token };
}

describe('A background that dies', () => {
  test('while forgetting has the token still, or not: forgetting again ends it', async () => {
    const first = await withToken();
    const { ports, calls: all } = first.world.memory.background();
    await forgetToken(first.token.id, false, ports);
    for (let diesAt = 1; diesAt <= all.length; diesAt++) {
      const { world, token } = await withToken();
      await forgetToken(token.id, false, world.memory.background({ diesAt }).ports).catch(() => undefined);
      const next = world.memory.background().ports;
      await beginSession(next);
      if (world.tokens().length > 0) await forgetToken(token.id, false, next);
      expect([world.tokens(), world.memory.disk.bindings.size], all[diesAt - 1]).toEqual([[], 0]);
      expect(await world.works(token), all[diesAt - 1]).toBe(false);
    }
  });
});
