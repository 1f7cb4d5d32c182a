import { type ArmedBinding, holdsFor, type Page } from '../core/binding.ts';
import { indexBindings } from '../core/binding-index.ts';
import type { Ports } from '../core/ports.ts';
import { dueAt, isExpired } from '../core/token.ts';
import { scriptSources } from '../core/url-pattern.ts';
import { handedOn } from './hand-on.ts';
import { liveBindings, liveReaches } from './live-bindings.ts';
import { markTab } from './mark-tabs.ts';
import { freshToken } from './renew-token.ts';

/** What the content script of this page needs: where its bindings reach, the strongest first. Marks the tab in the toolbar. */
export async function armPage(page: Page & { isTop: boolean }, ports: Ports): Promise<ArmedBinding[]> {
  await handedOn(page.tabId);
  const here = indexBindings(await liveBindings(ports)).on(page);
  if (page.isTop) {
    await markTab(page, here[0], ports);
    // An open popup learns that the page has our scripts now.
    ports.changes.tell();
  }
  const now = ports.now();
  return liveReaches(here).map(({ reach, live: { binding, token, renewable, parts, proves } }) => ({
    bindingId: binding.id,
    api: scriptSources(reach.pattern),
    methods: binding.methods,
    leaves: reach.leaves,
    parts: proves || isExpired(token, now) || binding.mode === 'network' ? undefined : parts,
    proves: proves && !isExpired(token, now) && binding.mode === 'page',
    ifPresent: binding.ifPresent,
    byRule: binding.mode === 'network',
    isRuled: binding.notPages.length === 0,
    dueAt: renewable ? dueAt(token, now) : token.expiresAt,
  }));
}

/** A call of this page waits for a fresh token. Only for a binding of this page; the answer is the page's new bindings. */
export async function renewForPage(
  page: Page & { isTop: boolean },
  bindingId: string,
  ports: Ports,
): Promise<ArmedBinding[]> {
  const binding = (await liveBindings(ports)).find(
    (each) => each.binding.id === bindingId && holdsFor(each.binding, page),
  );
  if (binding) await freshToken(binding.token.id, ports);
  return armPage(page, ports);
}
