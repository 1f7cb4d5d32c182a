import type { Page } from '../core/binding.ts';
import { bindingsFor } from '../core/precedence.ts';
import type { BindingView, Snapshot } from '../core/snapshot.ts';

/** The page's URL, where Tokendock can work in it. */
export function pageUrl(snapshot: Snapshot): string | undefined {
  const url = snapshot.tab?.url;
  return url && /^https?:/.test(url) ? url : undefined;
}

/** The page that the popup is about, as bindings know pages. */
export function pageOf(snapshot: Snapshot): Page | undefined {
  const url = pageUrl(snapshot);
  return snapshot.tab && url ? { ...snapshot.tab, url } : undefined;
}

/** The binding that the popup's header shows: the one that wins on this page, or else the one that would if it were switched on. */
export function tabBinding(snapshot: Snapshot): BindingView | undefined {
  const { tab, bindings } = snapshot;
  const page = pageOf(snapshot);
  if (!tab || !page) return undefined;
  const winner = bindings.find((binding) => binding.id === tab.bindingId);
  if (winner) return winner;
  const [first] = bindingsFor(
    bindings.map((binding) => ({ ...binding, enabled: true })),
    page,
  );
  return first && bindings.find((binding) => binding.id === first.id);
}
