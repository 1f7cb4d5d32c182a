import { isDroppedAbroad, type Part } from '../core/binding.ts';
import type { Ports, RequestRule } from '../core/ports.ts';
import { type LiveBinding, liveReaches } from './live-bindings.ts';

/** The rules by which the browser itself does what these bindings say. */
export async function requestRules(live: readonly LiveBinding[], ports: Ports): Promise<RequestRule[]> {
  const all = new Set(live.flatMap(({ parts }) => parts.map(nameOf)));
  const tabs = await tabsOfWindows(live, ports);
  return liveReaches(live).flatMap(({ reach, live: { binding, parts } }): RequestRule[] => {
    const { methods, pages, notPages, tabId, windowId, mode, ifPresent } = binding;
    const notCalls = mode === 'page' && ifPresent !== 'replace';
    const rule = {
      api: [reach.pattern],
      rank: reach.rank,
      methods,
      pages,
      notPages,
      tabIds: tabId !== undefined ? [tabId] : windowId !== undefined ? tabs.get(windowId) : undefined,
      parts: reach.leaves ? [] : parts,
      alone: reach.leaves || all.size > new Set(parts.map(nameOf)).size,
      notCalls,
      leaveQuery: ifPresent === 'leave',
    };
    const further = rule.parts.filter((part) => !isDroppedAbroad(part));
    // What no script may set, the calls of scripts have from a rule as well.
    return notCalls && further.length > 0 ? [rule, { ...rule, parts: further, notCalls: false }] : [rule];
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
