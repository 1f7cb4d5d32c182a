import { type Binding, holdsFor, isInScope, isNamedPage, type Page } from './binding.ts';
import { type Because, becauseOf, byStrength, inOrder, type Reach, takesMethod } from './precedence.ts';
import { matchesAny } from './url-pattern.ts';

/** What first keeps a binding from a request. */
export type Miss = 'url' | 'method' | 'page' | 'tab' | 'window' | 'off';

/** Which binding holds for a request, and why; `over` is the next one, which would hold without it. */
export type Verdict =
  | { holds: true; reach: Reach; because: Because; over: Reach | undefined }
  | { holds: false; reach: Reach; because: 'left_out' }
  | { holds: false; reach: undefined; because: 'none'; nearest: { binding: Binding; miss: Miss } | undefined };

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

function reaches({ binding, pattern }: Reach, { url, method }: { url: string; method: string }): boolean {
  return matchesAny([pattern], url) && takesMethod(binding, method);
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
