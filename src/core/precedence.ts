import { type Binding, holdsFor, isInScope, isNamedPage, type Page } from './binding.ts';
import { matchesAny, patternLength, type UrlPattern } from './url-pattern.ts';

/** A binding by one of its patterns: where it reaches, and how strongly. The whole order among bindings is in `rank`. */
export type Reach = {
  binding: Binding;
  pattern: UrlPattern;
  /** The pattern names what the binding leaves out: where it wins, a request goes as the page wrote it. */
  leaves: boolean;
  /** Below 2 ** 28. Of two reaches into one request the higher wins. */
  rank: number;
};

/** The highest number of an order: ranks are also the browser's priorities, of which 31 bits are all there is. */
export const lastOrder = 2 ** 15 - 1;
const longest = 2 ** 11 - 1;

/** For which tabs a binding is: one, those of a window, or all. */
export type Scope = 'tab' | 'window' | 'pattern';

export function scopeOf({ tabId, windowId }: Pick<Binding, 'tabId' | 'windowId'>): Scope {
  return tabId !== undefined ? 'tab' : windowId !== undefined ? 'window' : 'pattern';
}

/** Why a reach beats the next one: it is for this tab, for this window, by a longer pattern, or it stands higher in the tester's order. */
export type Because = 'only' | 'tab' | 'window' | 'longer' | 'order';

/** What first keeps a binding from a request. */
export type Miss = 'url' | 'method' | 'page' | 'tab' | 'window' | 'off';

/** Which binding holds for a request, and why; `over` is the next one, which would hold without it. */
export type Verdict =
  | { holds: true; reach: Reach; because: Because; over: Reach | undefined }
  | { holds: false; reach: Reach; because: 'left_out' }
  | { holds: false; reach: undefined; because: 'none'; nearest: { binding: Binding; miss: Miss } | undefined };

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

/** Which binding holds for this request of this page, and why. */
export function verdictOn(bindings: readonly Binding[], page: Page, request: { url: string; method: string }): Verdict {
  const found = inOrder(bindings).filter((reach) => holdsFor(reach.binding, page) && reaches(reach, request));
  const [reach] = found;
  if (!reach) return { holds: false, reach, because: 'none', nearest: nearest(bindings, page, request) };
  if (reach.leaves) return { holds: false, reach, because: 'left_out' };
  const over = found.find(({ binding }) => binding !== reach.binding);
  return {
    holds: true,
    reach,
    because: over ? becauseOf(reach.binding, over.binding, [[reach.pattern], [over.pattern]]) : 'only',
    over,
  };
}

/** Tab before window before pattern, then the longer pattern, then the tester's order. */
function rankOf(binding: Binding, length: number): number {
  const scope = ['pattern', 'window', 'tab'].indexOf(scopeOf(binding));
  const { order } = binding;
  return (scope * (longest + 1) + Math.min(length, longest)) * (lastOrder + 1) + Math.min(order, lastOrder);
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

function reaches({ binding, pattern }: Reach, { url, method }: { url: string; method: string }): boolean {
  return matchesAny([pattern], url) && takesMethod(binding, method);
}

/** Whether a binding is for requests of this method. */
export function takesMethod({ methods }: Pick<Binding, 'methods'>, method: string): boolean {
  return methods.length === 0 || methods.includes(method.toUpperCase());
}

/** The binding that lacks least, and what it lacks. */
function nearest(
  bindings: readonly Binding[],
  page: Page,
  { url, method }: { url: string; method: string },
): { binding: Binding; miss: Miss } | undefined {
  const misses: Miss[] = ['url', 'page', 'method', 'tab', 'window', 'off'];
  const missed = (binding: Binding): Miss => {
    if (!matchesAny(binding.api, url)) return 'url';
    if (!isNamedPage(binding, page.url)) return 'page';
    if (!takesMethod(binding, method)) return 'method';
    if (isInScope(binding, page)) return 'off';
    return binding.tabId !== undefined ? 'tab' : 'window';
  };
  return byStrength(bindings)
    .map((binding) => ({ binding, miss: missed(binding) }))
    .filter(({ miss }) => miss !== 'url')
    .sort((a, b) => misses.indexOf(b.miss) - misses.indexOf(a.miss))[0];
}

function byAge(a: Binding, b: Binding): number {
  return b.createdAt - a.createdAt;
}
