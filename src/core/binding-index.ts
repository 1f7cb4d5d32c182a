import { type Binding, isInScope, type Page } from './binding.ts';
import { indexPatterns } from './pattern-index.ts';
import { inOrder, type Reach, takesMethod } from './precedence.ts';
import { createMatcher } from './url-pattern.ts';

export type BindingIndex<Entry> = {
  /** Those that hold for a page, the ones that win first. */
  on(page: Page): Entry[];
  /** The one that holds for a request of a page; undefined where none does, or where the strongest leaves the URL out. */
  first(page: Page, request: { url: string; method: string }): Entry | undefined;
};

/** An entry, and what tells its pages, from when it was first asked for on. */
type Indexed<Entry> = { entry: Entry; isPage?: (url: string) => boolean; isLeftOut?: (url: string) => boolean };

/** One of its patterns, and the place of the entry. */
type Reaching = { reach: Reach; of: number; isTo?: (url: string) => boolean };

/** So many are sooner tried than looked up in another way. */
const several = 8;

/**
 * Finds among many bindings those that hold, by hosts and paths instead of one after the other: built in one go through them, it answers
 * many questions.
 */
export function indexBindings<Entry extends { binding: Binding }>(entries: readonly Entry[]): BindingIndex<Entry> {
  const byBinding = new Map(entries.map((entry) => [entry.binding, entry]));
  const ordered = inOrder(entries.flatMap(({ binding }) => (binding.enabled ? binding : [])));
  const places = new Map<Binding, number>();
  for (const { binding, leaves } of ordered) if (!leaves && !places.has(binding)) places.set(binding, places.size);
  const enabled = [...places.keys()].flatMap((binding): Indexed<Entry>[] => {
    const entry = byBinding.get(binding);
    return entry ? [{ entry }] : [];
  });
  const reaching = ordered.map((reach): Reaching => ({ reach, of: places.get(reach.binding) ?? -1 }));
  let byPage: ((url: string) => number[]) | undefined;
  let byApi: typeof byPage;

  function onPage(url: string): number[] {
    byPage ??= indexPatterns(enabled.map(({ entry }) => entry.binding.pages));
    return byPage(url);
  }

  function toApi(url: string): number[] {
    byApi ??= indexPatterns(reaching.map(({ reach }) => [reach.pattern]));
    return byApi(url);
  }

  function isOn(each: Indexed<Entry>, page: Page): boolean {
    const { binding } = each.entry;
    if (!isInScope(binding, page)) return false;
    each.isPage ??= createMatcher(binding.pages);
    each.isLeftOut ??= createMatcher(binding.notPages);
    return each.isPage(page.url) && !each.isLeftOut(page.url);
  }

  function isTo(each: Reaching, { url, method }: { url: string; method: string }): boolean {
    each.isTo ??= createMatcher([each.reach.pattern]);
    return takesMethod(each.reach.binding, method) && each.isTo(url);
  }

  /** Where a request may be reached. Of many, only those of the page's own bindings: there are fewer. */
  function candidates(page: Page, url: string): number[] {
    const found = toApi(url);
    if (found.length <= several) return found;
    const here = new Set(onPage(page.url));
    return found.filter((place) => here.has(reaching[place]?.of ?? -1));
  }

  return {
    on: (page) =>
      onPage(page.url)
        .flatMap((place) => enabled[place] ?? [])
        .filter((each) => isOn(each, page))
        .map(({ entry }) => entry),
    first(page, request) {
      for (const place of candidates(page, request.url)) {
        const each = reaching[place];
        const holder = each && enabled[each.of];
        if (holder && isTo(each, request) && isOn(holder, page)) return each.reach.leaves ? undefined : holder.entry;
      }
      return undefined;
    },
  };
}
