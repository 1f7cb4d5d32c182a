import { type Binding, holdsFor, type Page } from './binding.ts';
import { patternLength, type UrlPattern } from './url-pattern.ts';

/** A binding by one of its patterns: where it reaches, and how strongly. The whole order among bindings is in `rank`. */
export type Reach = {
  binding: Binding;
  pattern: UrlPattern;
  /** The pattern names what the binding leaves out: where it wins, a request goes as the page wrote it. */
  leaves: boolean;
  /** Below 3 * 2 ** 19. Of two reaches into one request the higher wins. */
  rank: number;
};

/** The highest number of an order: ranks become the browser's priorities, and there is little room (`request-rules.ts`). */
export const lastOrder = 2 ** 10 - 1;
const longest = 2 ** 9 - 1;

/** For which tabs a binding is: one, those of a window, or all. */
export type Scope = 'tab' | 'window' | 'pattern';

export function scopeOf({ tabId, windowId }: Pick<Binding, 'tabId' | 'windowId'>): Scope {
  return tabId !== undefined ? 'tab' : windowId !== undefined ? 'window' : 'pattern';
}

/** Why a reach beats the next one: it is for this tab, for this window, by a longer pattern, or it stands higher in the tester's order. */
export type Because = 'only' | 'tab' | 'window' | 'longer' | 'order';

/** All that a binding reaches. What it leaves out is as strong as its longest pattern, or a longer one would bring it back. */
export function reachesOf(binding: Binding): Reach[] {
  const most = Math.max(...binding.api.map(patternLength));
  const reach = (pattern: UrlPattern, leaves: boolean, length: number): Reach => {
    return { binding, pattern, leaves, rank: rankOf(binding, length) };
  };
  return [
    ...binding.notApi.map((pattern) => reach(pattern, true, Math.max(most, patternLength(pattern)))),
    ...binding.api.map((pattern) => reach(pattern, false, patternLength(pattern))),
  ];
}

/** The reaches of bindings, the strongest first; of equals what is left out comes before what is named. */
export function inOrder(bindings: readonly Binding[]): Reach[] {
  return bindings
    .flatMap(reachesOf)
    .sort((a, b) => b.rank - a.rank || Number(b.leaves) - Number(a.leaves) || byAge(a.binding, b.binding));
}

/** The bindings of a page, the ones that win first, each by its longest pattern. */
export function bindingsFor(bindings: readonly Binding[], page: Page): Binding[] {
  return byStrength(bindings.filter((each) => holdsFor(each, page)));
}

/** Bindings as they win, each by its longest pattern: this tab, this window, patterns. */
export function byStrength(bindings: readonly Binding[]): Binding[] {
  return [...new Set(inOrder(bindings).flatMap(({ binding, leaves }) => (leaves ? [] : [binding])))];
}

/** Tab before window before pattern, then the longer pattern, then the tester's order. */
function rankOf(binding: Binding, length: number): number {
  const scope = ['pattern', 'window', 'tab'].indexOf(scopeOf(binding));
  // A tab or window has one binding: there is nothing to put in order.
  const order = scope === 0 ? Math.min(binding.order, lastOrder) : 0;
  return (scope * (longest + 1) + Math.min(length, longest)) * (lastOrder + 1) + order;
}

/** Why of two bindings the one wins, by these patterns or else by their longest ones. */
export function becauseOf(
  binding: Binding,
  over: Binding,
  patterns: [UrlPattern[], UrlPattern[]] = [binding.api, over.api],
): Exclude<Because, 'only'> {
  const scope = scopeOf(binding);
  if (scope !== 'pattern' && scope !== scopeOf(over)) return scope;
  const [length = 0, other = 0] = patterns.map((each) => Math.max(...each.map(patternLength)));
  return length > other ? 'longer' : 'order';
}

/** Whether a binding is for requests of this method. */
export function takesMethod({ methods }: Pick<Binding, 'methods'>, method: string): boolean {
  return methods.length === 0 || methods.includes(method.toUpperCase());
}

function byAge(a: Binding, b: Binding): number {
  return b.order - a.order || b.createdAt - a.createdAt;
}
