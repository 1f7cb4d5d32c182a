import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Login } from '../../src/core/login.ts';
import type { Ports } from '../../src/core/ports.ts';
import type { Profile } from '../../src/core/profile.ts';
import type { Token } from '../../src/core/token.ts';
import { renewForPage } from '../../src/features/arm-page.ts';
import { checkToken } from '../../src/features/check-token.ts';
import { renewDueTokens, renewToken } from '../../src/features/renew-token.ts';
import { startLogin } from '../../src/features/start-login.ts';
import { askUserInfo, introspectToken } from '../../src/features/token-details.ts';
import { aBinding, aProfile, aToken, noon } from '../core/support/records.ts';
import { tokens as tokenAnswer } from '../oauth/support/odd-issuer.ts';
import type { AuthorizationServer } from '../support/authorization-server.ts';
import { confirmDevice } from '../support/confirm-device.ts';
import { createMemory } from '../support/memory-ports.ts';
import { type OddServer, startOddServer } from '../support/odd-server.ts';
import { asksByPhone } from './support/asks-by-phone.ts';
import { throughEachDeath } from './support/deaths.ts';
import { createWorld, startServer, type World } from './support/world.ts';

// Each test lives many lives.
vi.setConfig({ testTimeout: 60_000 });

let server: AuthorizationServer;
let odd: OddServer;
beforeAll(async () => {
  let answers = 0;
  server = await startServer();
  odd = await startOddServer(() =>
    tokenAnswer({ access_token: `token-${++answers}`, refresh_token: `next-${answers}` }),
  );
});
afterAll(() => Promise.all([server.close(), odd.close()]));
const phones: { close(): Promise<void> }[] = [];
afterEach(() => Promise.all(phones.splice(0).map((each) => each.close())));

const logins = ({ memory }: Pick<World, 'memory'>) => [...memory.disk.logins.values()];
const stored = ({ memory }: Pick<World, 'memory'>) => [...memory.disk.tokens.values()];

/** Whoever waits for the user: at the first wait the user confirms. */
function confirmsWhileWaiting(world: World, confirm: (login: Login) => unknown): void {
  const { background } = world.memory;
  world.memory.background = (life) => {
    const started = background(life);
    const { wait } = started.ports;
    started.ports.wait = async (milliseconds, abort) => {
      await wait(milliseconds, abort);
      const [login] = logins(world);
      if (login?.waiting && stored(world).length === 0) await confirm(login);
    };
    return started;
  };
}

async function withDevice(): Promise<World> {
  const world = await createWorld(server, { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', dpop: true });
  const confirmed = new Set<string>();
  confirmsWhileWaiting(world, async ({ id, waiting }) => {
    if (waiting && !confirmed.has(id)) await confirmDevice(waiting, 'alice');
    confirmed.add(id);
  });
  return world;
}

async function withPhone(): Promise<World> {
  const world = await createWorld(server);
  const phone = await asksByPhone(world);
  phones.push(phone);
  confirmsWhileWaiting(world, ({ waiting }) => phone.decide(waiting?.code ?? '', 'allow'));
  return world;
}

async function withOdd(changes: Partial<Profile>) {
  const memory = createMemory();
  const source = aProfile({ id: 'source-profile', endpoints: { token_endpoint: `${odd.origin}/source` } });
  memory.disk.profiles.set(source.id, source);
  memory.disk.tokens.set(
    'source',
    aToken({
      id: 'source',
      access_token: 'source-access',
      profileId: source.id,
      obtainedAt: noon - 60_000,
      expiresAt: noon + 1,
    }),
  );
  memory.disk.profiles.set('acme', aProfile({ endpoints: { token_endpoint: `${odd.origin}/token` }, ...changes }));
  return { memory };
}

/** Alice signed in before, and her token is bound; now she signs in again. */
async function withAlice(changes: Partial<Profile> = {}): Promise<World & { token: Token }> {
  const world = await createWorld(server, changes);
  world.signsIn('alice');
  await startLogin('acme', world.ports);
  const [token] = stored(world) as [Token];
  world.memory.disk.bindings.set('binding', aBinding({ tokenId: token.id }));
  return { ...world, token };
}

const start = (_: unknown, ports: Ports) => startLogin('acme', ports);

describe('A background that dies while', () => {
  test.each([
    ['a device is connected', withDevice],
    ['a user is asked on the phone (CIBA)', withPhone],
    ['a password is sent', () => withOdd({ grant_type: 'password', username: 'alice', password: 'p' })],
    [
      'a token is exchanged, after that one was renewed',
      () =>
        withOdd({
          grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
          subject: { tokenId: 'source', part: 'access_token' },
        }),
    ],
  ])(
    '%s keeps what came; the login is finished, or can be tried again',
    async (_, prepare: () => Promise<Pick<World, 'memory'>>) => {
      const deaths = await throughEachDeath({ prepare, run: start }, async ({ world, next, calls, where }) => {
        const mine = () => stored(world).filter(({ profileId }) => profileId === 'acme');
        if (calls.includes('tokens.put')) expect([mine().length, logins(world)], where).toEqual([1, []]);
        for (const { step, failure } of logins(world))
          expect([step, failure?.code], where).toEqual([
            'failed',
            expect.stringMatching(/^(sign_in_interrupted|token_refused)$/),
          ]);
        if (mine().length === 0) await startLogin('acme', next);
        expect([mine().length, logins(world)], where).toEqual([1, []]);
      });
      expect(deaths).toBeGreaterThan(10);
    },
  );

  test('the same user signs in again: what was bound carries the new token or the old one, and nothing is there twice', async () => {
    const prepare = () => withAlice({ dpop: true });
    await throughEachDeath<World & { token: Token }>(
      { prepare, run: start, since: 'tokens.put' },
      async ({ world, calls, where }) => {
        const [kept, ...more] = stored(world);
        expect([kept?.id, more], where).toEqual([world.token.id, []]);
        if (calls.includes('tokens.put')) expect(kept?.access_token, where).not.toBe(world.token.access_token);
      },
    );
  });
});

describe('A background that dies while a bound token is renewed', () => {
  const due = 3_571_000;
  const page = { tabId: 1, windowId: 1, url: 'https://app.acme.example/', isTop: true };

  test('by hand loses no token that it had stored, and the next one arms what is stored', async () => {
    const prepare = async () => {
      const world = await withAlice({ scope: ['openid', 'profile', 'pets:read'] });
      world.memory.clock.now += due;
      return world;
    };
    const run = ({ token }: { token: Token }, ports: Ports) => renewToken(token.id, ports);
    await throughEachDeath<World & { token: Token }>({ prepare, run }, async ({ world, next, calls, all, where }) => {
      const [kept] = stored(world) as [Token];
      expect(kept.access_token !== world.token.access_token, where).toBe(calls.includes('tokens.change'));
      // Between the answer and the first write stands nothing.
      const answered = all.lastIndexOf('fetch', all.indexOf('tokens.change'));
      expect(all.slice(answered + 1, all.indexOf('tokens.change'))).toEqual([]);
      const isLost = calls.length > answered && !calls.includes('tokens.change');
      const again = await renewToken(kept.id, next).then(
        () => 'renewed',
        (error: { code: string }) => error.code,
      );
      expect(again, where).toBe(isLost ? 'grant_expired' : 'renewed');
    });
  });

  test.each<[string, (ports: Ports) => Promise<unknown>]>([
    ['by the alarm', (ports) => renewDueTokens(ports)],
    ['for a call that waits', (ports) => renewForPage(page, 'binding', ports)],
  ])('%s leaves it as it was or renewed, and it is renewed the next time', async (_, renew) => {
    const prepare = async () => {
      const { memory } = await withOdd({});
      memory.disk.tokens.set('alice', aToken());
      memory.disk.bindings.set('binding', aBinding());
      memory.clock.now += due;
      return { memory };
    };
    const run = (_world: unknown, ports: Ports) => renew(ports);
    await throughEachDeath({ prepare, run }, async ({ world, next, calls, where }) => {
      const text = () => world.memory.disk.tokens.get('alice')?.access_token;
      expect(text() !== 'access-of-alice', where).toBe(calls.includes('tokens.change'));
      world.memory.clock.now += due;
      const before = text();
      await renew(next);
      expect(text(), where).not.toBe(before);
    });
  });
});

describe('Who asks a server about a token, and stops in the middle,', () => {
  const nothing = async () => undefined;

  test.each<[string, (id: string, ports: Ports) => Promise<unknown>]>([
    ['whom it speaks for', (id, ports) => askUserInfo(id, ports, nothing)],
    ['what the server says of it', (id, ports) => introspectToken(id, ports)],
    ['whether it is good', (id, ports) => checkToken(id, ports)],
  ])('%s: the token stays as it is, and asking again tells', async (_, ask) => {
    const validation = { services: { validation: { by: 'introspection' } } } as const;
    const run = ({ token }: { token: Token }, ports: Ports) => ask(token.id, ports);
    const prepare = () => withAlice(validation);
    await throughEachDeath<World & { token: Token }>({ prepare, run }, async ({ world, next, where }) => {
      expect(stored(world), where).toEqual([world.token]);
      expect(await ask(world.token.id, next), where).toBeTruthy();
    });
  });
});
