import { type ArmedBinding, apiSources, headerValue, holdsFor, type Page } from '../core/binding.ts';
import { indexBindings } from '../core/binding-index.ts';
import type { Ports } from '../core/ports.ts';
import { dueAt, isExpired } from '../core/token.ts';
import { liveBindings } from './live-bindings.ts';
import { markTab } from './mark-tabs.ts';
import { freshToken } from './renew-token.ts';

/** What the content script of this page needs: its bindings, the one that wins first. Marks the tab in the toolbar. */
export async function armPage(page: Page & { isTop: boolean }, ports: Ports): Promise<ArmedBinding[]> {
  const here = indexBindings(await liveBindings(ports)).on(page);
  if (page.isTop) {
    await markTab(page, here[0], ports);
    // An open popup learns that the page has our scripts now.
    ports.changes.tell();
  }
  const now = ports.now();
  const live = here.filter(({ binding }) => binding.mode === 'page');
  return live.map(({ binding, token, renewable }) => ({
    bindingId: binding.id,
    api: apiSources(binding),
    header: binding.header,
    value: isExpired(token, now) ? undefined : headerValue(binding, token),
    dueAt: renewable ? dueAt(token) : token.expiresAt,
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
