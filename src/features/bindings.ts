import { type Binding, type NewBinding, usual } from '../core/binding.ts';
import { Failure } from '../core/failure.ts';
import type { Ports } from '../core/ports.ts';
import { ruleDomain } from '../core/url-pattern.ts';
import { armBindings } from './arm-bindings.ts';
import { expectToken } from './expect.ts';
import { markTabs } from './mark-tabs.ts';

/** Binds pages to a token. The binding of a tab replaces that tab's earlier one. Returns its id. */
export async function addBinding(wanted: NewBinding, ports: Ports): Promise<string> {
  const { api, pages, tabId, tokenId } = wanted;
  await expectToken(tokenId, ports);
  if (api.length === 0) throw new Failure('pattern_invalid', { pattern: '' });
  if (pages.length === 0 && api.some((pattern) => ruleDomain(pattern) === undefined))
    throw new Failure('pages_missing');
  const id = ports.randomId();
  const binding: Binding = {
    id,
    tokenId,
    mode: 'page',
    api,
    // Without a named page only the API's own pages may spend the token, never “any site”.
    pages: pages.length > 0 ? pages : api.map((pattern) => pattern.replace(/^([^/]+\/\/[^/]+)\/.*$/, '$1/*')),
    ...(tabId !== undefined && { tabId }),
    ...usual,
    enabled: true,
    createdAt: ports.now(),
  };
  await ports.bindings.put(binding);
  for (const each of await ports.bindings.list()) {
    if (tabId !== undefined && each.tabId === tabId && each.id !== id) await ports.bindings.delete(each.id);
  }
  await changed(binding, ports);
  return id;
}

/** Switches a binding on or off. */
export async function enableBinding(id: string, enabled: boolean, ports: Ports): Promise<void> {
  const binding = await ports.bindings.get(id);
  if (!binding) return;
  await ports.bindings.put({ ...binding, enabled });
  await changed(binding, ports);
}

/** How a binding's requests get their token from now on. */
export async function setBindingMode(id: string, mode: Binding['mode'], ports: Ports): Promise<void> {
  const binding = await ports.bindings.get(id);
  if (!binding) return;
  await ports.bindings.put({ ...binding, mode });
  await changed(binding, ports);
}

export async function removeBinding(id: string, ports: Ports): Promise<void> {
  const binding = await ports.bindings.get(id);
  if (!binding) return;
  await ports.bindings.delete(id);
  await changed(binding, ports);
}

/** A tab is gone, and with it what was bound to it. */
export async function tabClosed(tabId: number, ports: Ports): Promise<void> {
  await ports.activity.forget(tabId);
  const ended = (await ports.bindings.list()).filter((binding) => binding.tabId === tabId);
  for (const binding of ended) await ports.bindings.delete(binding.id);
  if (ended.length > 0) await armBindings(ports);
}

/** In a new session the tabs of before may be gone, and their numbers mean others. */
export async function endTabBindings(ports: Ports): Promise<void> {
  for (const binding of await ports.bindings.list()) {
    if (binding.tabId !== undefined) await ports.bindings.delete(binding.id);
  }
}

async function changed(binding: Binding, ports: Ports): Promise<void> {
  await armBindings(ports);
  // A binding that is gone has left its mark.
  await markTabs(binding.pages, ports);
  ports.changes.tell();
}
