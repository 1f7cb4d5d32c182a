import type { DeclarativeNetRequest } from 'webextension-polyfill';

type Rule = DeclarativeNetRequest.Rule;

/** A rule without its number and its rank. */
export type UnplacedRule = Omit<Rule, 'id' | 'priority'>;

/** Between two rules with nothing between them: room for those that will come there. */
const step = 2 ** 20;
const highest = 2 ** 31 - 1;

/**
 * Gives each wanted rule a number, and a rank above those after it. One that is there already, in this order, keeps both, so that a change
 * of one touches no other. `says` tells by its text which rules are the same. Returns those to keep, and those to add.
 */
export function placeRules(
  wanted: readonly UnplacedRule[],
  present: readonly Rule[],
  says: (rule: UnplacedRule) => string,
): { kept: Rule[]; added: Rule[] } {
  const places = keepInOrder(wanted, present, says);
  const kept = places.filter((rule) => rule !== undefined);
  const taken = new Set(kept.map(({ id }) => id));
  const added: Rule[] = [];
  let above = highest;
  let between: UnplacedRule[] = [];
  let id = 0;
  for (const [place, rule] of [...places, { priority: 0 }].entries()) {
    if (!rule) {
      between.push(wanted[place] as UnplacedRule);
      continue;
    }
    const { priority = 1 } = rule;
    const gap = Math.min(step, Math.floor((above - priority) / (between.length + 1)));
    // No room is left between two neighbours: all move.
    if (gap < 1) return { kept: [], added: placeRules(wanted, [], says).added };
    for (const [index, each] of between.entries()) {
      do id += 1;
      while (taken.has(id));
      added.push({ ...each, id, priority: priority + gap * (between.length - index) });
    }
    above = priority;
    between = [];
  }
  return { kept, added };
}

/** For each wanted rule the one that is there, if all that are kept stand in this order. */
function keepInOrder(
  wanted: readonly UnplacedRule[],
  present: readonly Rule[],
  says: (rule: UnplacedRule) => string,
): (Rule | undefined)[] {
  const byText = new Map<string, Rule[]>();
  // The lowest first, since they are taken from the end.
  for (const rule of present.toSorted((a, b) => (a.priority ?? 1) - (b.priority ?? 1))) {
    const text = says(rule);
    byText.set(text, [...(byText.get(text) ?? []), rule]);
  }
  let above = highest + 1;
  return wanted.map((rule) => {
    const found = byText.get(says(rule))?.pop();
    if (!found || (found.priority ?? 1) >= above) return undefined;
    above = found.priority ?? 1;
    return found;
  });
}
