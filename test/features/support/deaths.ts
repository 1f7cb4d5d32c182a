import { expect } from 'vitest';
import type { Ports } from '../../../src/core/ports.ts';
import { armBindings } from '../../../src/features/arm-bindings.ts';
import { beginSession } from '../../../src/features/begin-session.ts';
import { resumeLogins } from '../../../src/features/resume-logins.ts';
import { done } from '../../../src/features/running.ts';
import type { Memory } from '../../support/memory-ports.ts';

/** A piece of work of the background, in a world that is made anew for each death. */
export type Flow<World extends { memory: Memory }> = {
  prepare(): Promise<World>;
  run(world: World, ports: Ports): Promise<unknown>;
  /** The first call that is worth a death; the very first one unless told otherwise. */
  since?: string;
};

export type Aftermath<World> = {
  world: World;
  /** The background that came after. */
  next: Ports;
  /** What the dead one still did, and what it would have done. */
  calls: readonly string[];
  all: readonly string[];
  /** For the failure of an expectation. */
  where: string;
};

/**
 * Lets the background die at each call that a flow makes of the browser, one life for each; starts the next one, as the browser would;
 * and looks whether the records fit together. Returns how many deaths there were.
 */
export async function throughEachDeath<World extends { memory: Memory }>(
  { prepare, run, since }: Flow<World>,
  look: (after: Aftermath<World>) => Promise<unknown>,
): Promise<number> {
  const whole = await begun(prepare);
  const { ports, calls: all } = whole.memory.background();
  await run(whole, ports);
  await expectSound(whole.memory, 'nobody died');
  const first = since ? all.indexOf(since) + 1 : 1;
  for (let diesAt = first; diesAt <= all.length; diesAt++) {
    const world = await begun(prepare);
    const { ports: dying, calls } = world.memory.background({ diesAt });
    // What a dead background would have thrown, nobody hears.
    await run(world, dying).catch(() => undefined);
    const where = `dead at call ${diesAt} of ${all.length}, ${all[diesAt - 1]}`;
    const next = await wakeUp(world.memory);
    await expectSound(world.memory, where);
    await look({ world, next, calls, all, where });
  }
  return all.length;
}

/** A world in whose session an earlier background has done what there was to do. */
async function begun<World extends { memory: Memory }>(prepare: () => Promise<World>): Promise<World> {
  const world = await prepare();
  world.memory.browser.session = 'armed';
  await armBindings(world.memory.background().ports);
  return world;
}

/** The next background, once it has gone on with what it found. */
export async function wakeUp(memory: Memory): Promise<Ports> {
  const { ports } = memory.background();
  await beginSession(ports);
  await resumeLogins(ports);
  for (const id of memory.disk.logins.keys()) await done(`poll ${id}`);
  return ports;
}

/** Records that fit together, a browser that does what they say, and nothing that is under way for ever. */
export async function expectSound({ disk, browser, background }: Memory, where: string): Promise<void> {
  const tokens = [...disk.tokens.values()];
  expect(new Set(tokens.map(({ access_token }) => access_token)).size, `${where}: no token twice`).toBe(tokens.length);
  for (const { profileId, dpopKeyId } of tokens) {
    expect([...disk.profiles.keys()], `${where}: each token has its profile`).toContain(profileId);
    if (dpopKeyId) expect([...disk.dpopKeys.keys()], `${where}: each bound token has its key`).toContain(dpopKeyId);
  }
  for (const { tokenId } of disk.bindings.values())
    expect([...disk.tokens.keys()], `${where}: each binding has its token`).toContain(tokenId);
  for (const login of disk.logins.values()) {
    expect(['preparing', 'requesting'], `${where}: no login hangs`).not.toContain(login.step);
    expect([...disk.profiles.keys()], `${where}: each login has its profile`).toContain(login.profileId);
  }
  const doing = () => structuredClone({ rules: browser.rules, scripts: browser.scripts, alarm: browser.alarm });
  const { alarm = Infinity, ...found } = doing();
  await armBindings(background().ports);
  const { alarm: wanted = Infinity, ...right } = doing();
  expect(found, `${where}: the browser does what is stored`).toEqual(right);
  // One that rings for nothing sets the next one right.
  expect(alarm, `${where}: the alarm rings in time`).toBeLessThanOrEqual(wanted);
}
