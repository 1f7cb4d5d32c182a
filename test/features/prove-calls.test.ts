import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { armPage } from '../../src/features/arm-page.ts';
import { addBinding, changeBinding } from '../../src/features/bindings.ts';
import { judgeRefusal } from '../../src/features/judge-refusal.ts';
import { keepNonce, proveCalls, proveRequest } from '../../src/features/prove-calls.ts';
import { startLogin } from '../../src/features/start-login.ts';
import { noon } from '../core/support/records.ts';
import type { AuthorizationServer } from '../support/authorization-server.ts';
import { createWorld, startServer, type World } from './support/world.ts';

let server: AuthorizationServer;
let world: World;
let bindingId: string;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  world = await createWorld(server, { dpop: true });
  world.signsIn('alice');
  await startLogin('acme', world.ports);
  const [token] = world.tokens();
  const where = { api: ['https://api.acme.example/*'], pages: ['https://app.acme.example/*'] };
  bindingId = await addBinding({ tokenId: token?.id ?? '', ...where }, world.ports);
});

const page = { tabId: 1, url: 'https://app.acme.example/pets', isTop: true };
const evil = { ...page, url: 'https://evil.example/' };
const call = (changes = {}) => ({ bindingId, method: 'PUT', url: 'https://api.acme.example/pets?a=1', ...changes });
const proofIn = (parts: readonly { name: string; value: string }[] | undefined) =>
  decodeJwt<{ htm: string; htu: string; nonce?: string }>(parts?.find(({ name }) => name === 'DPoP')?.value ?? '');

describe('A proof for a call (RFC 9449, section 4.2)', () => {
  test('names its method and its URL without the query, and goes beside the token', async () => {
    const [parts] = await proveCalls(page, [call()], world.ports);
    expect(parts?.[0]).toEqual({
      in: 'header',
      name: 'Authorization',
      value: `DPoP ${world.tokens()[0]?.access_token}`,
    });
    expect(proofIn(parts)).toMatchObject({ htm: 'PUT', htu: 'https://api.acme.example/pets', ath: expect.any(String) });
  });

  test('is another one for each call', async () => {
    const all = await proveCalls(page, [call(), call(), call()], world.ports);
    expect(new Set(all.map((parts) => proofIn(parts).jti)).size).toBe(3);
  });

  test('is made for nothing that the binding does not name', async () => {
    const asked = [call({ url: 'https://evil.example/' }), call({ bindingId: 'nobody' }), call()];
    expect((await proveCalls(page, asked, world.ports)).map(Boolean)).toEqual([false, false, true]);
    expect(await proveCalls(evil, [call()], world.ports)).toEqual([undefined]);
    expect(await proveCalls(page, [{ ...call(), url: 'file:///etc' }], world.ports)).toEqual([]);
    expect(await proveCalls(page, Array(101).fill(call()), world.ports)).toEqual([]);
  });

  test('is not made for a page in network mode, where it may not have the token', async () => {
    await changeBinding(bindingId, { mode: 'network' }, world.ports);
    expect(await proveCalls(page, [call()], world.ports)).toEqual([undefined]);
    expect(await proveRequest(page, call(), world.ports)).toBeDefined();
  });

  test('is not made for a token that has ended', async () => {
    world.memory.clock.now = noon + 3_600_000;
    expect(await proveCalls(page, [call()], world.ports)).toEqual([undefined]);
  });

  test('holds the API’s nonce once it is known, and just for that API', async () => {
    const refusal = { ...call(), status: 401, at: noon, isSecond: false, challenge: 'DPoP error="use_dpop_nonce"' };
    expect(await judgeRefusal(page, refusal, world.ports)).toEqual({});
    expect(await judgeRefusal(page, { ...refusal, nonce: 'one' }, world.ports)).toHaveProperty('bindings');
    const [parts] = await proveCalls(page, [call()], world.ports);
    expect(proofIn(parts).nonce).toBe('one');
    expect(await keepNonce(page, call({ url: 'https://api.acme.example/other' }), 'two', world.ports)).toBe(true);
    expect(await keepNonce(page, call({ url: 'https://evil.example/' }), 'three', world.ports)).toBe(false);
    expect(proofIn(await proveRequest(page, call(), world.ports)).nonce).toBe('two');
  });
});

test('A page gets neither token nor proof beforehand, and no rule has them', async () => {
  expect(await armPage(page, world.ports)).toMatchObject([{ parts: undefined, proves: true }]);
  expect(world.memory.browser.rules.flatMap(({ parts }) => parts)).toEqual([]);
  expect(world.memory.browser.provedHosts).toContain('https://api.acme.example/*');
});

describe('A request that no script sends', () => {
  test('gets a proof where the binding names it and its page', async () => {
    expect(proofIn(await proveRequest(page, call(), world.ports)).htm).toBe('PUT');
    expect(await proveRequest(evil, call(), world.ports)).toBeUndefined();
  });

  test('that opens a socket is proved as the HTTP request that it is', async () => {
    const parts = await proveRequest(page, { method: 'GET', url: 'wss://api.acme.example/live' }, world.ports);
    expect(proofIn(parts).htu).toBe('https://api.acme.example/live');
  });
});
