import type { Binding, Page } from './binding.ts';
import { indexPatterns } from './pattern-index.ts';
import { createMatcher } from './url-pattern.ts';

export type BindingIndex<Entry> = {
  /** Those that hold for a page, in their order. */
  on(page: Page): Entry[];
  /** The first of them whose API patterns name a URL: its token goes into the page's requests there. */
  first(page: Page, url: string): Entry | undefined;
};

/** An entry, and what tells its URLs, from when it was first asked for on. */
type Indexed<Entry> = { entry: Entry; isPage?: (url: string) => boolean; isApi?: (url: string) => boolean };

/** So many are sooner tried than looked up in another way. */
const several = 8;

/**
 * Finds among many bindings those that hold, by hosts and paths instead of one after the other: built in one go through them, it answers
 * many questions. `entries` come in the order in which they win.
 */
export function indexBindings<Entry extends { binding: Binding }>(entries: readonly Entry[]): BindingIndex<Entry> {
  const enabled = entries.filter(({ binding }) => binding.enabled).map((entry): Indexed<Entry> => ({ entry }));
  let byPage: ((url: string) => number[]) | undefined;
  let byApi: typeof byPage;

  function onPage(url: string): number[] {
    byPage ??= indexPatterns(enabled.map(({ entry }) => entry.binding.pages));
    return byPage(url);
  }

  function toApi(url: string): number[] {
    byApi ??= indexPatterns(enabled.map(({ entry }) => entry.binding.api));
    return byApi(url);
  }

  function isOn(each: Indexed<Entry>, { tabId, url }: Page): boolean {
    const { binding } = each.entry;
    if (binding.tabId !== undefined && binding.tabId !== tabId) return false;
    each.isPage ??= createMatcher(binding.pages);
    return each.isPage(url);
  }

  function isTo(each: Indexed<Entry>, url: string): boolean {
    each.isApi ??= createMatcher(each.entry.binding.api);
    return each.isApi(url);
  }

  return {
    on: (page) =>
      onPage(page.url)
        .flatMap((place) => enabled[place] ?? [])
        .filter((each) => isOn(each, page))
        .map(({ entry }) => entry),
    first(page, url) {
      const byUrl = toApi(url);
      const places = byUrl.length > several ? fewer(byUrl, onPage(page.url)) : byUrl;
      for (const place of places) {
        const each = enabled[place];
        if (each && isTo(each, url) && isOn(each, page)) return each.entry;
      }
      return undefined;
    },
  };
}

function fewer(some: number[], others: number[]): number[] {
  return some.length < others.length ? some : others;
}
