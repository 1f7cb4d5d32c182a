import { type Binding, bindingHosts, usual } from '../core/binding.ts';
import type { Deviations } from '../core/deviations.ts';
import type { Header } from '../core/exchange.ts';
import type { Ports } from '../core/ports.ts';
import { isRenewable, type Token } from '../core/token.ts';
import { fill } from '../oauth/wire/write-body.ts';

/**
 * A binding whose token is there, in the order in which bindings win. Its header and prefix are those that the provider's API wants;
 * `headers` are what the API wants beside them.
 */
export type LiveBinding = { binding: Binding; token: Token; renewable: boolean; headers: Header[] };

/** The enabled and permitted bindings with their tokens, but for those that an API wants in its query: this tab before patterns, then the younger first. */
export async function liveBindings(ports: Ports): Promise<LiveBinding[]> {
  const bindings = (await ports.bindings.list()).filter(({ enabled }) => enabled);
  // A page's first call may wait for this: what is not bound is not read, and what many bindings share is asked for once.
  const tokenOf = askedOnce((id) => ports.tokens.get(id));
  const profileOf = askedOnce((id) => ports.profiles.get(id));
  const isGranted = askedOnce((hosts) => ports.hosts.granted(hosts.split(' ')));
  const live: LiveBinding[] = [];
  for (const binding of bindings) {
    const token = await tokenOf(binding.tokenId);
    const profile = token && (await profileOf(token.profileId));
    if (!profile || profile.deletedAt !== undefined) continue;
    if (!(await isGranted(bindingHosts(binding).join(' ')))) continue;
    const { use } = profile.deviations ?? {};
    // A URL is kept in histories and logs: no token is written into those of pages.
    if (use?.query) continue;
    const headers = Object.entries(use?.headers ?? {}).map(
      ([name, value]): Header => [name, fill(value, { client_id: profile.client_id })],
    );
    live.push({ binding: usedAs(binding, use), token, renewable: isRenewable(token, profile), headers });
  }
  const rank = ({ binding }: LiveBinding) => (binding.tabId === undefined ? 0 : 1);
  return live.sort((a, b) => rank(b) - rank(a) || b.binding.createdAt - a.binding.createdAt);
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

/** What the tester wrote into the binding itself counts; where that is the usual, the provider's own way does. */
function usedAs(binding: Binding, use: Deviations['use']): Binding {
  const { header, prefix } = binding;
  return {
    ...binding,
    header: header === usual.header ? (use?.header ?? header) : header,
    prefix: prefix === usual.prefix ? (use?.scheme ?? prefix) : prefix,
  };
}
