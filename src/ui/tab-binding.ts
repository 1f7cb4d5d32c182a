import { bindingsFor } from '../core/binding.ts';
import type { BindingView, Snapshot } from '../core/snapshot.ts';

/** The page's URL, where Tokendock can work in it. */
export function pageUrl(snapshot: Snapshot): string | undefined {
  const url = snapshot.tab?.url;
  return url && /^https?:/.test(url) ? url : undefined;
}

/** The binding that the popup's header shows: the one that wins on this page, or else the one that would if it were switched on. */
export function tabBinding(snapshot: Snapshot): BindingView | undefined {
  const { tab, bindings } = snapshot;
  const url = pageUrl(snapshot);
  if (!tab || !url) return undefined;
  const winner = bindings.find((binding) => binding.id === tab.bindingId);
  if (winner) return winner;
  const switchedOn = bindings.map((binding, index) => ({ ...binding, enabled: true, createdAt: index }));
  const [first] = bindingsFor(switchedOn, { tabId: tab.tabId, url });
  return first && bindings.find((binding) => binding.id === first.id);
}
