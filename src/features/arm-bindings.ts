import { headerValue } from '../core/binding.ts';
import type { HeaderRule, Ports } from '../core/ports.ts';
import { dueAt, isExpired, mayRenewItself } from '../core/token.ts';
import { type LiveBinding, liveBindings } from './live-bindings.ts';
import { markTabs } from './mark-tabs.ts';
import { inTurn } from './running.ts';

/**
 * Makes the browser do what the stored bindings and tokens say: content scripts for the bound pages, header rules with the
 * tokens that are good, the alarm for the next one that is not, and the marks of the tabs. To be called after each change of them.
 */
export function armBindings(ports: Ports): Promise<void> {
  return inTurn('arm', () => arm(ports));
}

async function arm(ports: Ports): Promise<void> {
  const live = await liveBindings(ports);
  const now = ports.now();
  const usable = live.filter(({ token }) => !isExpired(token, now));
  await ports.headerRules.show(usable.map(headerRule));
  await ports.pageScripts.show([
    ...new Set(live.filter(({ binding }) => binding.mode === 'page').flatMap(({ binding }) => binding.pages)),
  ]);
  await ports.alarm.set(nextDue(live, now));
  await ports.bridges.refresh();
  await markTabs(
    (await ports.bindings.list()).flatMap(({ pages }) => pages),
    ports,
  );
}

/** What the alarm is for: the bound tokens that should be renewed by now. */
export async function dueTokens(ports: Ports): Promise<string[]> {
  const now = ports.now();
  const due = (await liveBindings(ports)).filter(({ token, renewable }) => {
    return renewable && mayRenewItself(token, now) && (dueAt(token) ?? Infinity) <= now;
  });
  return [...new Set(due.map(({ token }) => token.id))];
}

function headerRule({ binding, token }: LiveBinding): HeaderRule {
  const { api, pages, tabId, header } = binding;
  return { api, pages, ...(tabId !== undefined && { tabId }), header, value: headerValue(binding, token) };
}

/** When something has to happen next (ms since epoch): a renewal, or the end of a token that can't be renewed. */
function nextDue(live: readonly LiveBinding[], now: number): number | undefined {
  const times = live.flatMap(({ token, renewable }) => {
    const renewal = renewable && mayRenewItself(token, now) ? dueAt(token) : undefined;
    const time = renewal ?? token.expiresAt;
    return time === undefined || (time <= now && renewal === undefined) ? [] : [time];
  });
  return times.length > 0 ? Math.min(...times) : undefined;
}
