import { type Binding, bindingHosts, type Part } from '../core/binding.ts';
import type { Ports } from '../core/ports.ts';
import { inOrder, type Reach } from '../core/precedence.ts';
import { isProofBound, isRenewable, type Token } from '../core/token.ts';
import { ifReadable } from './if-readable.ts';
import { partsOf } from './parts-of.ts';

/** A binding whose token is there, and what its requests carry; `proves`: each with a proof of its own beside it (RFC 9449). */
export type LiveBinding = { binding: Binding; token: Token; renewable: boolean; parts: Part[]; proves: boolean };

/** The enabled and permitted bindings with their tokens; none while the vault is locked. */
export async function liveBindings(
  ports: Pick<Ports, 'bindings' | 'tokens' | 'profiles' | 'hosts' | 'vault'>,
): Promise<LiveBinding[]> {
  if (await ports.vault.isLocked()) return [];
  const bindings = (await ports.bindings.list()).filter(({ enabled }) => enabled);
  // A page's first call may wait for this: what is not bound is not read, and what many bindings share is asked for once.
  const tokenOf = askedOnce((id) => ifReadable(ports.tokens.get(id)));
  const profileOf = askedOnce((id) => ifReadable(ports.profiles.get(id)));
  const isGranted = askedOnce((hosts) => ports.hosts.granted(hosts.split(' ')));
  const live: LiveBinding[] = [];
  for (const binding of bindings) {
    const token = await tokenOf(binding.tokenId);
    const profile = token && (await profileOf(token.profileId));
    if (!profile || profile.deletedAt !== undefined) continue;
    if (!(await isGranted(bindingHosts(binding).join(' ')))) continue;
    const parts = partsOf(binding, token, profile);
    live.push({ binding, token, renewable: isRenewable(token, profile), parts, proves: isProofBound(token) });
  }
  return live;
}

/** Where live bindings reach, the strongest first. */
export function liveReaches(live: readonly LiveBinding[]): { reach: Reach; live: LiveBinding }[] {
  const byBinding = new Map(live.map((each) => [each.binding, each]));
  return inOrder([...byBinding.keys()]).flatMap((reach) => {
    const found = byBinding.get(reach.binding);
    return found ? [{ reach, live: found }] : [];
  });
}

/** Asks no question twice. */
function askedOnce<Answer>(ask: (about: string) => Promise<Answer>): (about: string) => Promise<Answer> {
  const asked = new Map<string, Promise<Answer>>();
  return (about) => {
    const answer = asked.get(about) ?? ask(about);
    asked.set(about, answer);
    return answer;
  };
}
