import { type Binding, headerValue } from '../core/binding.ts';
import type { HeaderRule, Ports } from '../core/ports.ts';
import { dueAt, isExpired, isRenewable, mayRenewItself, type Token } from '../core/token.ts';
import { hostPattern } from '../core/url-pattern.ts';
import { inTurn } from './running.ts';

/** A binding whose token is there, in the order in which bindings win. */
export type LiveBinding = { binding: Binding; token: Token; renewable: boolean };

/** The host permissions (match patterns) that a binding needs: of the requests and of the pages that make them. */
export function bindingHosts(binding: Pick<Binding, 'api' | 'pages'>): string[] {
  return [...new Set([...binding.api, ...binding.pages].map(hostPattern))];
}

/** The enabled and permitted bindings with their tokens, this tab before patterns, then the younger first. */
export async function liveBindings(ports: Ports): Promise<LiveBinding[]> {
  const [bindings, tokens, profiles] = await Promise.all([
    ports.bindings.list(),
    ports.tokens.list(),
    ports.profiles.list(),
  ]);
  const live: LiveBinding[] = [];
  for (const binding of bindings) {
    const token = tokens.find((each) => each.id === binding.tokenId);
    const profile = profiles.find((each) => each.id === token?.profileId && each.deletedAt === undefined);
    if (!binding.enabled || !token || !profile || !(await ports.hosts.granted(bindingHosts(binding)))) continue;
    live.push({ binding, token, renewable: isRenewable(token, profile) });
  }
  const rank = ({ binding }: LiveBinding) => (binding.tabId === undefined ? 0 : 1);
  return live.sort((a, b) => rank(b) - rank(a) || b.binding.createdAt - a.binding.createdAt);
}

/**
 * Makes the browser do what the stored bindings and tokens say: content scripts for the bound pages, header rules with the
 * tokens that are good, and the alarm for the next one that is not. To be called after each change of them.
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
