import { hostPattern, matchesAny, patternSources, type UrlPattern } from './url-pattern.ts';

/** “Requests to these API patterns, made by these pages (or by this tab), carry this token, this way.” */
export type Binding = {
  id: string;
  tokenId: string;
  /** `page`: the content script adds the token, and a rule for what scripts can't reach. `network`: the rule alone. */
  mode: 'page' | 'network';
  api: UrlPattern[];
  /** The pages whose requests carry the token. Never empty: a page that is not named can't spend it. */
  pages: UrlPattern[];
  /** Set for “in this tab”: it ends with the tab. */
  tabId?: number;
  header: string;
  prefix: string;
  enabled: boolean;
  createdAt: number;
};

/** How a token is carried (RFC 6750, section 2.1) where nobody says otherwise. */
export const usual = { header: 'Authorization', prefix: 'Bearer' };

/** What a tester says when binding pages to a token, its patterns as `parsePattern` spells them. */
export type NewBinding = Pick<Binding, 'tokenId' | 'api' | 'pages'> & { tabId?: number };

/** One thing that a request carries. Parameters of the query and headers that have its name already make way for it. */
export type Part = { in: 'header' | 'query'; name: string; value: string };

/** A page, as the browser (never the page) names it. */
export type Page = { tabId: number; url: string };

/** What a page's content script needs of one binding. Times are in milliseconds since epoch. */
export type ArmedBinding = {
  bindingId: string;
  /** Sources of regular expressions over URLs. */
  api: string[];
  /** Undefined: there is no usable token, the call goes as it is. */
  parts: Part[] | undefined;
  /** From here on the call first waits for a fresh token. */
  dueAt: number | undefined;
};

/** Whether requests of this page are bound. */
export function holdsFor(binding: Binding, page: Page): boolean {
  if (!binding.enabled || (binding.tabId !== undefined && binding.tabId !== page.tabId)) return false;
  return matchesAny(binding.pages, page.url);
}

/** The bindings of a page, the ones that win first: this tab before patterns, then the younger one. */
export function bindingsFor(bindings: readonly Binding[], page: Page): Binding[] {
  const rank = (binding: Binding) => (binding.tabId === undefined ? 0 : 1);
  return bindings.filter((each) => holdsFor(each, page)).sort((a, b) => rank(b) - rank(a) || b.createdAt - a.createdAt);
}

export function apiSources(binding: Pick<Binding, 'api'>): string[] {
  return binding.api.flatMap(patternSources);
}

/** The host permissions (match patterns) that a binding needs: of the requests, sockets too, and of the pages that make them. */
export function bindingHosts(binding: Pick<Binding, 'api' | 'pages'>): string[] {
  return [...new Set([...binding.api.flatMap(withSockets), ...binding.pages.map(hostPattern)])];
}

/** Chromium does not count `ws:` and `wss:` among the schemes of `*:`. */
function withSockets(pattern: UrlPattern): string[] {
  const host = hostPattern(pattern);
  return [
    host,
    ...(host.startsWith('*:') ? [host.replace('*', 'ws'), host.replace('*', 'wss')] : [host.replace('http', 'ws')]),
  ];
}
