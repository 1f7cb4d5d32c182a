import { type Binding, type BindingChange, type NewBinding, plainBinding } from '../core/binding.ts';
import { Failure } from '../core/failure.ts';
import type { Ports } from '../core/ports.ts';
import { hostPattern, ruleDomain } from '../core/url-pattern.ts';
import { armBindings, changeAndArm } from './arm-bindings.ts';
import { expectToken } from './expect.ts';
import { markTabs } from './mark-tabs.ts';
import { nextOrder } from './order-bindings.ts';

/**
 * Binds pages to a token, or changes how they are bound. The binding of a tab or window replaces that one's earlier binding. Returns its
 * id. Fails with `token_gone`, `pattern_invalid` or `pages_missing`.
 */
export async function addBinding(wanted: NewBinding, ports: Ports): Promise<string> {
  const { api, pages, tabId, windowId, tokenId } = wanted;
  await expectToken(tokenId, ports);
  if (api.length === 0) throw new Failure('pattern_invalid', { pattern: '' });
  if (pages.length === 0 && api.some((pattern) => ruleDomain(pattern) === undefined))
    throw new Failure('pages_missing');
  const before = wanted.id === undefined ? undefined : await ports.bindings.get(wanted.id);
  const binding: Binding = {
    ...plainBinding,
    createdAt: before?.createdAt ?? ports.now(),
    ...wanted,
    id: wanted.id ?? ports.randomId(),
    order: wanted.order ?? before?.order ?? (await nextOrder(ports)),
    // Without a named page only the API's own pages may spend the token, never “any site”.
    pages: pages.length > 0 ? pages : api.map(pagesOfApi),
  };
  const isReplaced = (each: Binding) =>
    (tabId !== undefined && each.tabId === tabId) || (windowId !== undefined && each.windowId === windowId);
  const work = async () => {
    await ports.bindings.put(binding);
    for (const each of await ports.bindings.list()) {
      if (isReplaced(each) && each.id !== binding.id) await ports.bindings.delete(each.id);
    }
  };
  await change([...(before?.pages ?? []), ...binding.pages], work, ports);
  return binding.id;
}

/** Switches a binding on or off, from one mode to the other, or to another place. */
export async function changeBinding(id: string, wanted: BindingChange, ports: Ports): Promise<void> {
  const binding = await ports.bindings.get(id);
  if (!binding) return;
  await change(binding.pages, () => ports.bindings.change(id, (now) => ({ ...now, ...wanted })), ports);
}

export async function removeBinding(id: string, ports: Ports): Promise<void> {
  const binding = await ports.bindings.get(id);
  if (!binding) return;
  await change(binding.pages, () => ports.bindings.delete(id), ports);
}

/** A tab is gone, and with it what was bound to it. */
export async function tabClosed(tabId: number, ports: Ports): Promise<void> {
  await ports.activity.forget(tabId);
  await endBindings((binding) => binding.tabId === tabId, ports);
}

/** The same of a window. */
export async function windowClosed(windowId: number, ports: Ports): Promise<void> {
  await endBindings((binding) => binding.windowId === windowId, ports);
}

/** A tab came into a window, or left it: the browser's rules know tabs only. */
export async function tabMoved(ports: Ports): Promise<void> {
  const bindings = await ports.bindings.list();
  if (bindings.some(({ windowId }) => windowId !== undefined)) await armBindings(ports);
}

/** In a new session the tabs and windows of before may be gone, and their numbers mean others. */
export async function endTabBindings(ports: Ports): Promise<void> {
  for (const { id, tabId, windowId } of await ports.bindings.list()) {
    if (tabId !== undefined || windowId !== undefined) await ports.bindings.delete(id);
  }
}

/** Tabs and windows were closed while the vault was locked. */
export async function endGoneTabs(ports: Ports): Promise<void> {
  const tabs = await ports.tabs.all();
  const isGone = (id: number | undefined, ids: (number | undefined)[]) => id !== undefined && !ids.includes(id);
  const [tabIds, windowIds] = [tabs.map((tab) => tab.tabId), tabs.map((tab) => tab.windowId)];
  await endBindings((each) => isGone(each.tabId, tabIds) || isGone(each.windowId, windowIds), ports);
}

async function endBindings(isOver: (binding: Binding) => boolean, ports: Ports): Promise<void> {
  const ended = (await ports.bindings.list()).filter(isOver);
  if (ended.length === 0) return;
  await changeAndArm(async () => {
    for (const { id } of ended) await ports.bindings.delete(id);
  }, ports);
}

/** All pages of an API's own origin. */
function pagesOfApi(pattern: string): string {
  return pattern.startsWith('regex:') ? hostPattern(pattern) : pattern.replace(/^([^/]+\/\/[^/]+)\/.*$/, '$1/*');
}

async function change(pages: readonly string[], work: () => Promise<unknown>, ports: Ports): Promise<void> {
  await changeAndArm(work, ports);
  // A binding that is gone has left its mark.
  await markTabs(pages, ports);
  ports.changes.tell();
}
