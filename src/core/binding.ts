import { hostPattern, matchesAny, type UrlPattern } from './url-pattern.ts';

/** “Requests to these API patterns, made by these pages (or by this tab or window), carry this token, this way.” */
export type Binding = {
  id: string;
  tokenId: string;
  /** `page`: the content script adds what is put, and a rule for what scripts can't reach. `network`: the rule alone. */
  mode: Mode;
  api: UrlPattern[];
  /** Of those, what goes as the page wrote it, whatever a weaker binding says. */
  notApi: UrlPattern[];
  /** In capitals; empty: every method. */
  methods: string[];
  /** The pages whose requests carry the token. Never empty: a page that is not named can't spend it. */
  pages: UrlPattern[];
  notPages: UrlPattern[];
  /** Set for “in this tab” or “in this window”: it ends with that. */
  tabId?: number;
  windowId?: number;
  put: Put[];
  ifPresent: IfPresent;
  /** Of a tab: the tabs that its pages open are bound too, each by a binding of its own. */
  handOn: boolean;
  enabled: boolean;
  createdAt: number;
  /** Of two that say as much the one with the higher number wins. */
  order: number;
};

export type Mode = 'page' | 'network';

/** What a page's own header or parameter of the same name does: it makes way, stays alone, or stays beside ours. */
export type IfPresent = 'replace' | 'leave' | 'add';

/** One thing that a binding puts into requests: a prefix, one space, and something of the token, or a text. */
export type Put = { in: 'header' | 'query'; name: string; prefix: string; of: PutOf };

/** `field` is a path into the token response, as `valueAt` reads it. */
export type PutOf = 'access_token' | 'id_token' | { field: string } | { text: string };

/** How a token is carried (RFC 6750, section 2.1) where nobody says otherwise. */
export const usual = { header: 'Authorization', prefix: 'Bearer' };

export const usualPut: Put = { in: 'header', name: usual.header, prefix: usual.prefix, of: 'access_token' };

/** What holds for a binding until a tester says more. */
export const plainBinding = {
  mode: 'page',
  notApi: [],
  methods: [],
  notPages: [],
  put: [usualPut],
  ifPresent: 'replace',
  handOn: false,
  enabled: true,
} satisfies Partial<Binding>;

/**
 * What a tester says when binding pages to a token, its patterns as `parsePattern` spells them. With an `id` it takes the place of the
 * binding that has it.
 */
export type NewBinding = Pick<Binding, 'tokenId' | 'api' | 'pages'> & Partial<Omit<Binding, 'createdAt'>>;

/** What of a binding can be turned without its form. */
export type BindingChange = Partial<Pick<Binding, 'enabled' | 'mode' | 'order'>>;

/** A page, as the browser (never the page) names it. */
export type Page = { tabId: number; windowId?: number | undefined; url: string };

/** One thing that a request carries. */
export type Part = { in: 'header' | 'query'; name: string; value: string };

/**
 * What a page's content script needs of one pattern of one binding. The page gets them strongest first: the first that names a call holds.
 * Times are in milliseconds since epoch.
 */
export type ArmedBinding = {
  bindingId: string;
  /** Sources of regular expressions over URLs. */
  api: string[];
  /** In capitals; empty: every method. */
  methods: string[];
  /** The binding leaves these URLs out: a call goes as the page wrote it. */
  leaves: boolean;
  /** Undefined: there is no usable token, the call goes as it is. */
  parts: Part[] | undefined;
  /** Each call carries a proof of its own (RFC 9449): its parts are asked for, and there are none here. */
  proves: boolean;
  ifPresent: IfPresent;
  /** The browser's rule alone adds the parts, and the page gets none of them. */
  byRule: boolean;
  /** The browser's rule holds for all of these pages: it knows no exclusions but of whole hosts. */
  isRuled: boolean;
  /** From here on the call first waits for a fresh token. */
  dueAt: number | undefined;
};

/** Whether requests of this page are bound. */
export function holdsFor(binding: Binding, page: Page): boolean {
  return binding.enabled && isInScope(binding, page) && isNamedPage(binding, page.url);
}

/** Whether the binding is for this tab or window, or for all. */
export function isInScope({ tabId, windowId }: Pick<Binding, 'tabId' | 'windowId'>, page: Page): boolean {
  return (tabId === undefined || tabId === page.tabId) && (windowId === undefined || windowId === page.windowId);
}

export function isNamedPage({ pages, notPages }: Pick<Binding, 'pages' | 'notPages'>, url: string): boolean {
  return matchesAny(pages, url) && !matchesAny(notPages, url);
}

/**
 * Whether a script may set this part. Of a script's headers browsers drop `Authorization` alone when they follow a redirect to another
 * origin (Fetch Standard, “HTTP-redirect fetch”); any other would go to whoever the API names, so a rule sets it, which is asked anew
 * for each hop. A query is of one URL anyway.
 */
export function isDroppedAbroad(part: Part): boolean {
  return part.in === 'query' || part.name.toLowerCase() === 'authorization';
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
