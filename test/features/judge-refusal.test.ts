import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Refusal } from '../../src/core/refusal.ts';
import type { Token } from '../../src/core/token.ts';
import { judgeRefusal } from '../../src/features/judge-refusal.ts';
import { renewToken } from '../../src/features/renew-token.ts';
import { startLogin } from '../../src/features/start-login.ts';
import { aBinding, noon } from '../core/support/records.ts';
import type { AuthorizationServer } from '../support/authorization-server.ts';
import { createWorld, startServer, type World } from './support/world.ts';

let server: AuthorizationServer;
let world: World;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  world = await createWorld(server);
  world.signsIn('alice');
  await startLogin('acme', world.ports);
  const pages = ['https://app.acme.example/*', 'https://*.partner.example/*'];
  const binding = aBinding({ tokenId: world.tokens()[0]?.id ?? '', api: ['https://*.acme.example/*'], pages });
  world.memory.disk.bindings.set(binding.id, binding);
  world.memory.clock.now = noon + 60_000;
});

const api = 'https://api.acme.example';
const page = { tabId: 1, url: 'https://app.acme.example/pets', isTop: true };
const partner = { ...page, url: 'https://one.partner.example/' };
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

/** A call that left a moment ago is refused. */
const judgeLater = (milliseconds: number, changes: Partial<Refusal> = {}, by = page) => {
  world.memory.clock.now += milliseconds;
  return judge({ at: world.memory.clock.now - 1, ...changes }, by);
};

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

  test('is not renewed again for a call that was sent again already', async () => {
    await judge();
    world.memory.clock.now += 120_000;
    expect(await judge({ isSecond: true, at: world.memory.clock.now })).toEqual({});
    expect(world.asked('refresh_token')).toBe(1);
  });
});

describe('A page whose API refuses every token', () => {
  test('has it renewed once a minute, and hears why not more often', async () => {
    await judge();
    for (let second = 1; second < 59; second++) expect(await judgeLater(1_000)).toEqual({ why: 'just_renewed' });
    expect(await judgeLater(0, { challenge: undefined })).toEqual({ why: 'just_renewed' });
    expect(await judgeLater(2_000)).toHaveProperty('bindings');
    expect(world.asked('refresh_token')).toBe(2);
  });

  test('gains nothing by further APIs, for which its service worker could answer as well', async () => {
    await judge();
    expect(await judgeLater(5_000, { url: 'https://other.acme.example/' })).toEqual({ why: 'just_renewed' });
    expect(world.asked('refresh_token')).toBe(1);
  });

  test('gains nothing by further origins that the same pattern names', async () => {
    await judge({}, partner);
    expect(await judgeLater(5_000, {}, { ...partner, url: 'https://two.partner.example/' })).toEqual({
      why: 'just_renewed',
    });
    expect(world.asked('refresh_token')).toBe(1);
  });

  test('gains nothing by the death of the background', async () => {
    await judge();
    world.ports = world.memory.background().ports;
    expect(await judgeLater(31_000)).toEqual({ why: 'just_renewed' });
  });

  test('takes no renewal from another page', async () => {
    await judge({}, partner);
    expect(await judgeLater(5_000)).toHaveProperty('bindings');
    expect(await judgeLater(5_000, {}, partner)).toEqual({ why: 'just_renewed' });
    expect(world.asked('refresh_token')).toBe(2);
  });

  test('takes none from the tester, whose new token is another matter', async () => {
    await judge();
    const { id } = token();
    await renewToken(id, world.ports);
    expect(await judgeLater(5_000)).toHaveProperty('bindings');
    expect(world.asked('refresh_token')).toBe(3);
  });

  test('has a server that is down asked once a minute, too', async () => {
    server.failTokenEndpoint({ status: 503 });
    expect(await judge()).toEqual({ why: 'no_token' });
    const asked = world.asked('refresh_token');
    expect(await judgeLater(45_000)).toEqual({ why: 'no_token' });
    expect(world.asked('refresh_token')).toBe(asked);
    server.restoreTokenEndpoint();
    expect(await judgeLater(20_000)).toHaveProperty('bindings');
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
