import { type Binding, bindingHosts, type Page, type Part } from '../core/binding.ts';
import type { Ports } from '../core/ports.ts';
import { bindingsFor, byStrength, inOrder, type Reach } from '../core/precedence.ts';
import { isRenewable, type Token } from '../core/token.ts';
import { partsOf } from './parts-of.ts';

/** A binding whose token is there, and what its requests carry. */
export type LiveBinding = { binding: Binding; token: Token; renewable: boolean; parts: Part[] };

/** The enabled and permitted bindings with their tokens, in the order in which they win. */
export async function liveBindings(
  ports: Pick<Ports, 'bindings' | 'tokens' | 'profiles' | 'hosts'>,
): Promise<LiveBinding[]> {
  const [bindings, tokens, profiles] = await Promise.all([
    ports.bindings.list(),
    ports.tokens.list(),
    ports.profiles.list(),
  ]);
  const live: LiveBinding[] = [];
  for (const binding of byStrength(bindings)) {
    const token = tokens.find((each) => each.id === binding.tokenId);
    const profile = profiles.find((each) => each.id === token?.profileId && each.deletedAt === undefined);
    if (!binding.enabled || !token || !profile || !(await ports.hosts.granted(bindingHosts(binding)))) continue;
    live.push({ binding, token, renewable: isRenewable(token, profile), parts: partsOf(binding, token, profile) });
  }
  return live;
}

/** Where live bindings reach, the strongest first; given a page, those that hold for it. */
export function liveReaches(live: readonly LiveBinding[], page?: Page): { reach: Reach; live: LiveBinding }[] {
  const bindings = live.map(({ binding }) => binding);
  return inOrder(page ? bindingsFor(bindings, page) : bindings).flatMap((reach) => {
    const found = live.find(({ binding }) => binding === reach.binding);
    return found ? [{ reach, live: found }] : [];
  });
}
