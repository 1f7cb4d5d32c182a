import { type Binding, bindingHosts, type Part } from '../core/binding.ts';
import type { Ports } from '../core/ports.ts';
import { isRenewable, type Token } from '../core/token.ts';
import { partsOf } from './parts-of.ts';

/** A binding whose token is there, and what its requests carry. */
export type LiveBinding = { binding: Binding; token: Token; renewable: boolean; parts: Part[] };

/** The enabled and permitted bindings with their tokens, in the order in which they win: this tab before patterns, then the younger first. */
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
    live.push({ binding, token, renewable: isRenewable(token, profile), parts: partsOf(binding, token, profile) });
  }
  const rank = ({ binding }: LiveBinding) => (binding.tabId === undefined ? 0 : 1);
  return live.sort((a, b) => rank(b) - rank(a) || b.binding.createdAt - a.binding.createdAt);
}
