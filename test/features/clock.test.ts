import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ports } from '../../src/core/ports.ts';
import { armPage } from '../../src/features/arm-page.ts';
import { freshToken, renewDueTokens } from '../../src/features/renew-token.ts';
import { aBinding, aProfile, aToken } from '../core/support/records.ts';
import { tokens } from '../oauth/support/odd-issuer.ts';
import { createMemory, type Memory } from '../support/memory-ports.ts';
import { type OddServer, startOddServer } from '../support/odd-server.ts';

const hour = 3_600_000;
const day = 24 * hour;
const year = 365 * day;

let server: OddServer;
let status = 200;
beforeAll(async () => {
  let answers = 0;
  server = await startOddServer(() =>
    status === 200
      ? tokens({ access_token: `token-${++answers}`, refresh_token: `next-${answers}`, expires_in: 3600 })
      : { status, json: {} },
  );
});
afterAll(() => server.close());

/** Alice's token is bound, and its alarm is set. */
async function bound(): Promise<{ memory: Memory; ports: Ports; asked(): number }> {
  const memory = createMemory();
  const { ports } = memory.background();
  memory.disk.profiles.set('acme', aProfile({ endpoints: { token_endpoint: `${server.origin}/token` } }));
  memory.disk.tokens.set('alice', aToken());
  memory.disk.bindings.set('binding', aBinding());
  await renewDueTokens(ports);
  const before = server.requests.length;
  return { memory, ports, asked: () => server.requests.length - before };
}

/** What a browser does: it rings when the time has come, however often that is set anew. */
async function ring({ memory, ports }: { memory: Memory; ports: Ports }): Promise<void> {
  for (let rings = 0; rings < 20; rings++) {
    if ((memory.browser.alarm ?? Infinity) > memory.clock.now) return;
    await renewDueTokens(ports);
  }
  expect.fail('the alarm rings for ever');
}

describe('The clock of the computer is set', () => {
  test.each([
    ['a day ahead', day],
    ['a year ahead', year],
    ['a day back', -day],
    ['a year back', -year],
  ])('%s: a token is renewed once, not again and again, and the alarm is set for the new one', async (_, jump) => {
    const world = await bound();
    world.memory.clock.now += jump;
    // Back: no alarm rings, but the next call asks. Its page sees that it has to.
    const page = { tabId: 1, windowId: 1, url: 'https://app.acme.example/', isTop: true };
    const [armed] = await armPage(page, world.ports);
    expect(armed?.dueAt).toBeLessThanOrEqual(world.memory.clock.now);
    await freshToken('alice', world.ports);
    await ring(world);
    await freshToken('alice', world.ports);
    expect(world.asked()).toBe(1);
    expect(world.memory.browser.alarm).toBe(world.memory.clock.now + hour - 30_000);
    expect(world.memory.disk.tokens.get('alice')?.obtainedAt).toBe(world.memory.clock.now);
  });

  test('there and back: a token is renewed once for each', async () => {
    const world = await bound();
    for (const jump of [year, -year, -day, day]) {
      world.memory.clock.now += jump;
      await freshToken('alice', world.ports);
      await ring(world);
    }
    expect(world.asked()).toBeLessThanOrEqual(4);
  });

  test('back by a few seconds, as clocks are all day: nothing is renewed for that', async () => {
    const world = await bound();
    world.memory.clock.now -= 20_000;
    await freshToken('alice', world.ports);
    expect(world.asked()).toBe(0);
  });

  test('back after a renewal has failed: it is tried again now, not in a year', async () => {
    const world = await bound();
    status = 503;
    world.memory.clock.now += year;
    await freshToken('alice', world.ports);
    status = 200;
    world.memory.clock.now -= year - hour;
    expect((await freshToken('alice', world.ports)).access_token).toMatch(/^token-/);
    expect(world.memory.disk.tokens.get('alice')).not.toHaveProperty('renewal');
  });
});
