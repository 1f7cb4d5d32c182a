import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Login } from '../../src/core/login.ts';
import type { Profile } from '../../src/core/profile.ts';
import { backgroundStatus } from '../../src/features/background-status.ts';
import { cancelLogin } from '../../src/features/cancel-login.ts';
import { resumeLogins } from '../../src/features/resume-logins.ts';
import { startLogin } from '../../src/features/start-login.ts';
import { readStatus } from '../../src/features/status.ts';
import type { AuthorizationServer } from '../support/authorization-server.ts';
import { confirmDevice } from '../support/confirm-device.ts';
import type { CibaServer } from '../support/strict/ciba-server.ts';
import { asksByPhone } from './support/asks-by-phone.ts';
import { createWorld, startServer, type World } from './support/world.ts';

const device: Partial<Profile> = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code' };

let server: AuthorizationServer;
let phone: CibaServer | undefined;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
afterEach(async () => {
  await phone?.close();
  phone = undefined;
});

const login = (world: World) => [...world.memory.disk.logins.values()][0] as Login;
const polls = (world: World) => world.asked('urn:ietf:params:oauth:grant-type:device_code');

/** Each pause of the polling, in milliseconds; the clock goes on by it, and then the test does what it wants. */
function atEachWait(world: World, act: (count: number) => unknown): number[] {
  const pauses: number[] = [];
  const wait = world.ports.wait;
  world.ports.wait = async (milliseconds, abort) => {
    await wait(milliseconds, abort);
    pauses.push(milliseconds);
    await act(pauses.length);
  };
  return pauses;
}

describe('A device is connected', () => {
  test('when the user confirms: asked every five seconds until then, with the code for the tester in the status', async () => {
    const world = await createWorld(server, device);
    const pauses = atEachWait(world, async (count) => {
      if (count !== 3) return;
      const [view] = (await readStatus({}, world.ports, () => backgroundStatus(world.ports))).profiles;
      expect(view?.login).toMatchObject({
        step: 'waiting_for_user',
        device: {
          user_code: expect.stringMatching(/^\w{4}-\w{4}$/),
          verification_uri: `${server.issuer}/device`,
          verification_uri_complete: expect.stringContaining('user_code='),
          expiresAt: world.memory.clock.now - 15_000 + 600_000,
        },
      });
      expect(JSON.stringify(view)).not.toContain(login(world).waiting?.code);
      await confirmDevice(login(world).waiting as NonNullable<Login['waiting']>, 'carol');
    });
    await startLogin('acme', world.ports);
    expect(pauses).toEqual([5000, 5000, 5000]);
    expect(polls(world)).toBe(3);
    expect(world.tokens()).toMatchObject([{ user: { name: 'carol' } }]);
    expect(world.memory.disk.logins.size).toBe(0);
  });

  test('with a token that is bound to a key, and one key for all questions', async () => {
    const world = await createWorld(server, { ...device, dpop: true });
    atEachWait(world, (count) => count === 2 && confirmDevice(login(world).waiting as never, 'alice'));
    await startLogin('acme', world.ports);
    const [token] = world.tokens();
    expect(token).toMatchObject({ token_type: 'dpop' });
    expect([...world.memory.disk.dpopKeys.keys()]).toEqual([token?.dpopKeyId]);
  });

  test('not any more when the tester cancels: nothing is asked after that', async () => {
    const world = await createWorld(server, device);
    atEachWait(world, (count) => count === 2 && cancelLogin(login(world).id, world.ports));
    await startLogin('acme', world.ports);
    expect([polls(world), world.tokens(), world.memory.disk.logins.size]).toEqual([1, [], 0]);
  });

  test('not when nobody confirms before the code ends', async () => {
    const world = await createWorld(server, device);
    const pauses = atEachWait(world, (count) => {
      if (count === 2) world.memory.clock.now += 600_000;
    });
    await startLogin('acme', world.ports);
    expect(login(world).failure).toMatchObject({ code: 'user_too_late' });
    expect(pauses.length).toBeLessThan(4);
    expect(login(world)).not.toHaveProperty('waiting');
  });

  test('also by the background that comes after the one that died, which asks no sooner than it may', async () => {
    const world = await createWorld(server, device);
    const { ports: dying } = world.memory.background();
    const died = () => Promise.reject(new Error('died'));
    dying.wait = () => {
      Object.assign(dying.logins, { get: died, put: died });
      return died();
    };
    await startLogin('acme', dying).catch(() => undefined);
    const before = login(world);
    expect(before).toMatchObject({ step: 'waiting_for_user', waiting: { nextPollAt: before.stepAt + 5000 } });
    expect(world.memory.browser.alarm).toBe(before.waiting?.nextPollAt);
    await confirmDevice(before.waiting as never, 'bob');
    const pauses = atEachWait(world, () => undefined);
    await resumeLogins(world.ports);
    await expect.poll(() => world.tokens().length).toBe(1);
    expect(pauses).toEqual([5000]);
    expect(world.tokens()).toMatchObject([{ user: { name: 'bob' } }]);
  });
});

async function atPhone(): Promise<{ world: World; phone: CibaServer }> {
  const world = await createWorld(server);
  const started = await asksByPhone(world);
  phone = started;
  return { world, phone: started };
}

describe('A user who is asked on the phone (CIBA)', () => {
  test('allows it: the token comes with the next question', async () => {
    const { world, phone } = await atPhone();
    const pauses = atEachWait(world, (count) => {
      if (count === 2) phone.decide(login(world).waiting?.code ?? '', 'allow');
    });
    await startLogin('acme', world.ports);
    expect(world.tokens()).toMatchObject([{ access_token: 'for-alice' }]);
    expect(pauses).toEqual([5000, 5000]);
  });

  test('refuses: the login says so', async () => {
    const { world, phone } = await atPhone();
    atEachWait(world, () => phone.decide(login(world).waiting?.code ?? '', 'deny'));
    await startLogin('acme', world.ports);
    expect(login(world).failure).toMatchObject({
      code: 'authorization_refused',
      quote: { error: 'access_denied', error_description: 'the user said no' },
    });
  });

  test('is asked five seconds slower when the server says so (slow_down, RFC 8628, section 3.5)', async () => {
    const { world, phone } = await atPhone();
    const pauses = atEachWait(world, (count) => {
      // The test's clock was a little too fast for the server.
      if (count === 1) world.memory.clock.now -= 1000;
      if (count === 3) phone.decide(login(world).waiting?.code ?? '', 'allow');
    });
    await startLogin('acme', world.ports);
    expect(pauses).toEqual([5000, 10_000, 10_000]);
    expect(world.tokens()).toHaveLength(1);
  });

  test('is asked half as often while the server is not well, and not forgotten', async () => {
    const { world, phone } = await atPhone();
    phone.failPolls(2);
    const pauses = atEachWait(world, (count) => {
      if (count === 3) phone.decide(login(world).waiting?.code ?? '', 'allow');
    });
    await startLogin('acme', world.ports);
    expect(pauses).toEqual([5000, 10_000, 20_000]);
    expect(world.tokens()).toHaveLength(1);
  });
});
