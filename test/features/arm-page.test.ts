import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Token } from '../../src/core/token.ts';
import { armPage, renewForPage } from '../../src/features/arm-page.ts';
import { startLogin } from '../../src/features/start-login.ts';
import { aBinding, noon } from '../core/support/records.ts';
import type { AuthorizationServer } from '../support/authorization-server.ts';
import { createWorld, startServer, type World } from './support/world.ts';

let server: AuthorizationServer;
let world: World;
let token: Token;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  world = await createWorld(server);
  world.signsIn('alice');
  await startLogin('acme', world.ports);
  token = world.tokens()[0] as Token;
  bind({});
});

const bind = (changes: Parameters<typeof aBinding>[0]) => {
  const binding = aBinding({ tokenId: token.id, ...changes });
  world.memory.disk.bindings.set(binding.id, binding);
};
const header = (token = '') => [{ in: 'header', name: 'Authorization', value: `Bearer ${token}` }];
const page = { tabId: 1, url: 'https://app.acme.example/pets', isTop: true };
const other = { tabId: 1, url: 'https://evil.example/', isTop: true };

describe('A bound page', () => {
  test('gets the header, the requests that it is for, and when to ask anew', async () => {
    const [armed, ...more] = await armPage(page, world.ports);
    expect(armed).toEqual({
      bindingId: 'binding',
      api: [expect.stringMatching(/^\^https/), expect.stringMatching(/^\^wss/)],
      methods: [],
      leaves: false,
      parts: header(token.access_token),
      proves: false,
      ifPresent: 'replace',
      byRule: false,
      isRuled: true,
      dueAt: noon + 3_570_000,
    });
    expect(more).toEqual([]);
  });

  test('gets no value for a token that ended, but learns that it should wait', async () => {
    world.memory.clock.now = noon + 3_600_000;
    expect(await armPage(page, world.ports)).toMatchObject([{ parts: undefined, dueAt: noon + 3_570_000 }]);
  });

  test('learns when a token that can’t be renewed will end', async () => {
    const { refresh_token: _, ...bare } = token;
    world.memory.disk.tokens.set(token.id, bare);
    expect(await armPage(page, world.ports)).toMatchObject([{ dueAt: token.expiresAt }]);
  });

  test('gets no token when its binding works in the network: its calls only wait for one', async () => {
    bind({ mode: 'network' });
    expect(await armPage(page, world.ports)).toMatchObject([
      { parts: undefined, byRule: true, dueAt: noon + 3_570_000 },
    ]);
  });

  test('gets what its bindings put: ID token, fields of the response, texts', async () => {
    world.memory.disk.tokens.set(token.id, { ...token, id_token: 'id-of-alice', rest: { tenant: { id: 7 } } });
    bind({
      put: [
        { in: 'header', name: 'Authorization', prefix: 'Bearer', of: 'id_token' },
        { in: 'header', name: 'X-Tenant', prefix: '', of: { field: 'tenant.id' } },
        { in: 'query', name: 'stage', prefix: '', of: { text: 'test' } },
        { in: 'header', name: 'X-Not-There', prefix: '', of: { field: 'tenant.name' } },
      ],
    });
    expect((await armPage(page, world.ports))[0]?.parts).toEqual([
      { in: 'header', name: 'Authorization', value: 'Bearer id-of-alice' },
      { in: 'header', name: 'X-Tenant', value: '7' },
      { in: 'query', name: 'stage', value: 'test' },
    ]);
  });

  test('gets each pattern as strong as it is, and what is left out first', async () => {
    bind({ api: ['https://api.acme.example/*'], notApi: ['https://api.acme.example/login'], order: 1 });
    bind({ id: 'long', api: ['https://api.acme.example/v2/*', 'https://b.example/*'], methods: ['GET'] });
    const armed = await armPage(page, world.ports);
    expect(armed.map(({ bindingId, leaves, methods }) => [bindingId, leaves, methods.length])).toEqual([
      ['binding', true, 0],
      ['long', false, 1],
      ['binding', false, 0],
      ['long', false, 1],
    ]);
  });

  test('gets the binding that wins first', async () => {
    bind({ id: 'tab', tabId: 1, createdAt: noon - 1 });
    bind({ id: 'another tab', tabId: 2 });
    expect((await armPage(page, world.ports)).map(({ bindingId }) => bindingId)).toEqual(['tab', 'binding']);
  });

  test('marks its tab; a frame in it does not', async () => {
    await armPage({ ...page, isTop: false }, world.ports);
    expect(world.memory.browser.badges.has(1)).toBe(false);
    await armPage(page, world.ports);
    expect(world.memory.browser.badges.get(1)).toMatchObject({ text: 'A', title: 'Tokendock: alice, Acme' });
    await armPage(other, world.ports);
    expect(world.memory.browser.badges.get(1)).toBeUndefined();
  });
});

describe('A page that is not bound', () => {
  test('of another site gets nothing', async () => {
    expect(await armPage(other, world.ports)).toEqual([]);
  });

  test.each<[string, () => void]>([
    ['is switched off', () => bind({ enabled: false })],
    ['belongs to another tab', () => bind({ tabId: 9 })],
    ['is for hosts that the tester took away', () => Object.assign(world.memory.browser, { granted: new Set() })],
  ])('gets nothing when its binding %s', async (_, change) => {
    change();
    expect(await armPage(page, world.ports)).toEqual([]);
  });
});

describe('A call that waits', () => {
  test('gets a fresh token when that is due', async () => {
    world.memory.clock.now = noon + 3_571_000;
    const [armed] = await renewForPage(page, 'binding', world.ports);
    expect(armed?.parts).not.toEqual(header(token.access_token));
    expect(armed).toMatchObject({
      parts: header(world.tokens()[0]?.access_token),
      dueAt: noon + 3_571_000 + 3_570_000,
    });
  });

  test('gets the token as it is while that is good', async () => {
    expect(await renewForPage(page, 'binding', world.ports)).toEqual(await armPage(page, world.ports));
    expect(world.asked('refresh_token')).toBe(0);
  });

  test.each([
    ['of a page that the binding is not for', other, 'binding'],
    ['that names a binding of nobody', page, 'nobody'],
  ])('%s renews nothing', async (_, asking, bindingId) => {
    world.memory.clock.now = noon + 3_571_000;
    await renewForPage(asking, bindingId, world.ports);
    expect(world.asked('refresh_token')).toBe(0);
  });

  test('is let go when the token can’t be renewed', async () => {
    await server.revokeGrants('alice');
    world.memory.clock.now = noon + 3_600_000;
    expect(await renewForPage(page, 'binding', world.ports)).toMatchObject([{ parts: undefined }]);
  });
});
