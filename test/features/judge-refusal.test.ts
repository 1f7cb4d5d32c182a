import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Refusal } from '../../src/core/refusal.ts';
import type { Token } from '../../src/core/token.ts';
import { judgeRefusal } from '../../src/features/judge-refusal.ts';
import { startLogin } from '../../src/features/start-login.ts';
import { aBinding, noon } from '../core/support/records.ts';
import type { AuthorizationServer } from '../support/authorization-server.ts';
import { createWorld, startServer, type World } from './support/world.ts';

let server: AuthorizationServer;
let world: World;
let origins = 0;
let api: string;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  world = await createWorld(server);
  world.signsIn('alice');
  await startLogin('acme', world.ports);
  // What an API did before is remembered by its origin.
  api = `https://api${++origins}.acme.example`;
  const binding = aBinding({ tokenId: world.tokens()[0]?.id ?? '', api: [`${api}/*`] });
  world.memory.disk.bindings.set(binding.id, binding);
  world.memory.clock.now = noon + 60_000;
});

const page = { tabId: 1, url: 'https://app.acme.example/pets', isTop: true };
const dead = 'Bearer realm="pets", error="invalid_token"';
const token = () => world.tokens()[0] as Token;

function judge(changes: Partial<Refusal> = {}, by = page) {
  const call = {
    bindingId: 'binding',
    method: 'GET',
    url: `${api}/pets`,
    status: 401,
    at: noon + 59_000,
    isSecond: false,
  };
  return judgeRefusal(by, { ...call, challenge: dead, ...changes }, world.ports);
}

describe('A dead token (RFC 6750, section 3.1)', () => {
  test('is renewed, and the call is worth a second try', async () => {
    const before = token().access_token;
    const { bindings } = await judge();
    expect(token().access_token).not.toBe(before);
    expect(bindings?.[0]?.parts?.[0]?.value).toBe(`Bearer ${token().access_token}`);
  });

  test('is renewed once for a thousand calls', async () => {
    const verdicts = await Promise.all(Array.from({ length: 1000 }, () => judge()));
    expect(verdicts.every(({ bindings }) => bindings)).toBe(true);
    expect(world.asked('refresh_token')).toBe(1);
  });

  test('is not renewed for a call that left before the last renewal', async () => {
    await judge();
    world.memory.clock.now += 5_000;
    expect(await judge()).toHaveProperty('bindings');
    expect(world.asked('refresh_token')).toBe(1);
  });

  test('that can’t be renewed leaves the call as it is, and says so', async () => {
    await server.revokeGrants('alice');
    expect(await judge()).toEqual({ why: 'no_token' });
  });

  test('is no longer renewed for an API that refused a new one too, until a minute has passed', async () => {
    await judge();
    await judge({ isSecond: true, at: noon + 61_000 });
    world.memory.clock.now += 30_000;
    expect(await judge({ at: noon + 89_000 })).toEqual({});
    world.memory.clock.now += 60_000;
    expect(await judge({ at: noon + 149_000 })).toHaveProperty('bindings');
    expect(world.asked('refresh_token')).toBe(2);
  });
});

describe('A 401', () => {
  test('without a word that the page may read is taken for a dead token', async () => {
    expect(await judge({ challenge: undefined })).toHaveProperty('bindings');
  });

  test.each(['Bearer realm="pets"', 'Basic realm="pets"', 'Bearer error="invalid_request"', '!'])(
    'that does not speak of the token renews nothing: %s',
    async (challenge) => {
      expect(await judge({ challenge })).toEqual({});
      expect(world.asked('refresh_token')).toBe(0);
    },
  );

  test.each<[string, () => ReturnType<typeof judge>]>([
    ['of a page that the binding is not for', () => judge({}, { ...page, url: 'https://evil.example/' })],
    ['of an API that it does not name', () => judge({ url: 'https://evil.example/' })],
    ['of a binding of nobody', () => judge({ bindingId: 'nobody' })],
    ['that is none', () => judgeRefusal(page, { bindingId: 'binding' }, world.ports)],
  ])('%s renews nothing', async (_, asking) => {
    expect(await asking()).toEqual({});
    expect(world.asked('refresh_token')).toBe(0);
  });
});

describe('What a login of another kind would mend', () => {
  test('is offered as the API words it (RFC 9470, section 3)', async () => {
    const challenge = 'Bearer error="insufficient_user_authentication", acr_values="gold silver", max_age="5"';
    expect(await judge({ challenge })).toEqual({
      offer: { do: 'log_in_again', acr_values: 'gold silver', max_age: '5' },
    });
  });

  test('is offered with the scope that is missing (RFC 6750, section 3.1)', async () => {
    const challenge = 'DPoP algs="ES256", error="insufficient_scope", scope="pets:write"';
    expect(await judge({ challenge, status: 403 })).toEqual({ offer: { do: 'log_in_again', scope: 'pets:write' } });
  });

  test('is not offered with an age that is no number', async () => {
    const challenge = 'Bearer error="insufficient_user_authentication", max_age="soon"';
    expect(await judge({ challenge })).toEqual({ offer: { do: 'log_in_again' } });
  });
});
