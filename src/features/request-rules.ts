import { isDroppedAbroad, type Part } from '../core/binding.ts';
import type { Ports, RequestRule } from '../core/ports.ts';
import { type LiveBinding, liveReaches } from './live-bindings.ts';

/** The rules by which the browser itself does what these bindings say. */
export async function requestRules(live: readonly LiveBinding[], ports: Ports): Promise<RequestRule[]> {
  const all = new Set(live.flatMap(({ parts }) => parts.map(nameOf)));
  const tabs = await tabsOfWindows(live, ports);
  return liveReaches(live).flatMap(({ reach, live: { binding, parts } }): RequestRule[] => {
    const { methods, pages, notPages, tabId, windowId, mode, ifPresent } = binding;
    const rule = {
      api: [reach.pattern],
      rank: reach.rank,
      methods,
      pages,
      notPages,
      tabIds: tabId !== undefined ? [tabId] : windowId !== undefined ? tabs.get(windowId) : undefined,
      parts: reach.leaves ? [] : parts,
      alone: reach.leaves || all.size > new Set(parts.map(nameOf)).size,
      notCalls: false,
      leaveQuery: ifPresent === 'leave',
    };
    // What scripts put beside or below the page's own, no rule may replace. All else their calls have from a rule as well.
    const byScript = mode === 'page' && ifPresent !== 'replace' ? rule.parts.filter(isDroppedAbroad) : [];
    if (byScript.length === 0) return [rule];
    const further = rule.parts.filter((part) => !isDroppedAbroad(part));
    const rest = { ...rule, parts: byScript, notCalls: true };
    return further.length > 0 ? [rest, { ...rule, parts: further }] : [rest];
  });
}

async function tabsOfWindows(live: readonly LiveBinding[], ports: Ports): Promise<Map<number, number[]>> {
  const windows = new Set(live.flatMap(({ binding: { windowId } }) => windowId ?? []));
  const found = [...windows].map(async (id): Promise<[number, number[]]> => [id, await ports.tabs.inWindow(id)]);
  return new Map(await Promise.all(found));
}

/** Headers are the same in any case. */
function nameOf(part: Part): string {
  return part.in === 'header' ? `header ${part.name.toLowerCase()}` : `query ${part.name}`;
}
