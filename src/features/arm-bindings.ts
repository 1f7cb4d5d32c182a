import { bindingHosts } from '../core/binding.ts';
import type { Login } from '../core/login.ts';
import type { Ports, SessionState } from '../core/ports.ts';
import { goneAt, type Profile } from '../core/profile.ts';
import { dueAt, isDue, isExpired, mayRenewFrom, mayRenewItself } from '../core/token.ts';
import { type LiveBinding, liveBindings } from './live-bindings.ts';
import { markTabs, unmarkTabs } from './mark-tabs.ts';
import { forgetBound } from './prove-calls.ts';
import { requestRules } from './request-rules.ts';
import { inTurn } from './running.ts';

/**
 * Makes the browser do what the stored bindings and tokens say: content scripts for the bound pages, rules with the
 * tokens that are good, the alarm for the next one that is not, and the marks of the tabs. To be called after each change of them.
 */
export function armBindings(ports: Ports): Promise<void> {
  return inTurn('arm', () => arm(ports));
}

/** The work of this background after which it will arm. It dies with it, and the session's state tells the next one. */
const changing = new Set<object>();

/**
 * Does what changes bindings or tokens, then arms. What is stored and what the browser does are two places: a background that dies
 * between them has said so before, and the next one arms when it starts.
 */
export async function changeAndArm<Result>(work: () => Promise<Result>, ports: Ports): Promise<Result> {
  const change = {};
  changing.add(change);
  try {
    await turn('armed', 'unarmed', ports);
    const result = await work();
    changing.delete(change);
    await armBindings(ports);
    return result;
  } catch (error) {
    changing.delete(change);
    // Some of it may be done. Why it failed is what the tester has to hear.
    await armBindings(ports).catch(() => undefined);
    throw error;
  }
}

async function arm(ports: Ports): Promise<void> {
  forgetBound(ports);
  const live = await liveBindings(ports);
  const now = ports.now();
  // A proof is made for one request, so no rule can have it: what such a binding names is kept from weaker ones alone.
  const usable = live.filter(({ token }) => !isExpired(token, now));
  const ruled = usable.map((each) => (each.proves ? { ...each, parts: [] } : each));
  await ports.requestRules.show(await requestRules(ruled, ports));
  const proved = live.filter(({ proves }) => proves).map(({ binding: { api } }) => ({ api, pages: [] }));
  ports.requestProofs.show([...new Set(proved.flatMap(bindingHosts))]);
  await ports.pageScripts.show(live.map(({ binding }) => binding));
  await setAlarm(live, ports);
  await ports.bridges.refresh();
  if (await ports.vault.isLocked()) return unmarkTabs(ports);
  await markTabs(
    (await ports.bindings.list()).flatMap(({ pages }) => pages),
    ports,
  );
  if (changing.size === 0) await turn('unarmed', 'armed', ports);
}

/** A session that has not begun stays so, whatever happens before. */
async function turn(from: SessionState, to: 'armed' | 'unarmed', ports: Ports): Promise<void> {
  if ((await ports.session.state()) === from) await ports.session.become(to);
}

/** Makes the alarm wake a background for whatever comes next. */
export async function armAlarm(ports: Ports): Promise<void> {
  await setAlarm(await liveBindings(ports), ports);
}

async function setAlarm(live: readonly LiveBinding[], ports: Ports): Promise<void> {
  if (await ports.vault.isLocked()) {
    // Should this background die before the lock has ended, the next one ends it.
    const isLocking = (await ports.vault.lockAt()) !== undefined;
    return ports.alarm.set(isLocking ? ports.now() + 30_000 : undefined);
  }
  const polls = (await ports.logins.list()).map(nextPoll);
  const purges = (await ports.profiles.list()).map(purgeTime);
  await ports.alarm.set(earliest([...dueTimes(live, ports.now()), ...polls, ...purges, await ports.vault.lockAt()]));
}

/** What the alarm is for: the bound tokens that should be renewed by now. */
export async function dueTokens(ports: Ports): Promise<string[]> {
  const now = ports.now();
  const due = (await liveBindings(ports)).filter(({ token, renewable }) => {
    return renewable && mayRenewItself(token, now) && isDue(token, now);
  });
  return [...new Set(due.map(({ token }) => token.id))];
}

/** When something has to happen next (ms since epoch): a renewal, or the end of a token, which takes it out of the rules. */
function dueTimes(live: readonly LiveBinding[], now: number): number[] {
  return live.flatMap(({ token, renewable }) => {
    const from = mayRenewFrom(token, now);
    const due = dueAt(token, now);
    const renewal = renewable && from !== undefined && due !== undefined ? [Math.max(due, from)] : [];
    const end = token.expiresAt !== undefined && token.expiresAt > now ? [token.expiresAt] : [];
    return [...renewal, ...end];
  });
}

/** When somebody has to ask whether the user of a login has confirmed elsewhere. */
function nextPoll({ step, waiting }: Login): number | undefined {
  return step === 'waiting_for_user' ? waiting?.nextPollAt : undefined;
}

/** When a deleted profile is to be taken away for good. */
function purgeTime({ deletedAt }: Profile): number | undefined {
  return deletedAt === undefined ? undefined : goneAt(deletedAt);
}

function earliest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}
