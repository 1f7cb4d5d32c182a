import { sharesHosts } from '../core/left-out-pages.ts';
import { fixedParts, hostPattern, type UrlPattern } from '../core/url-pattern.ts';

/**
 * Where browsers differ, and nothing else. Each entry can be deleted the day its reason is gone.
 * `import.meta.env.FIREFOX` is a constant of the build.
 */

/**
 * Firefox applies a blocking rule before `webRequest` sees the request, so the callback's URL would be lost; but it lets a
 * `webRequest` listener stop the request itself, which Chromium took away with Manifest V3.
 */
export const stopsInWebRequest: boolean = import.meta.env.FIREFOX === true;

/** Firefox does not apply rules to `navigator.sendBeacon` (measured in Firefox 153). */
export const beaconsEscapeRules: boolean = import.meta.env.FIREFOX === true;

/** Firefox's pages in the developer tools have no `webRequest`: the background sees requests for them. Those of Chromium see for themselves. */
export const panelsAreBlind: boolean = import.meta.env.FIREFOX === true;

/** Chromium shows `Authorization` and others like it to those only who ask for “extra headers”; Firefox knows no such word. */
export const headersAsSent: ('requestHeaders' | 'extraHeaders')[] =
  import.meta.env.FIREFOX === true ? ['requestHeaders'] : ['requestHeaders', 'extraHeaders'];

/** A page's pattern as content scripts are registered with; the host's where browsers know no such pattern. */
export function scriptPatterns(pattern: UrlPattern): string[] {
  return matchPatterns(pattern) ?? [hostPattern(pattern)];
}

/**
 * A pattern of pages that no content script may run in, though it does in those of `pages`: none where that would take one of these. Where
 * browsers know no ports, pages of the others count.
 */
export function leftOutPatterns(left: UrlPattern, pages: readonly UrlPattern[]): string[] {
  const { port } = fixedParts(left);
  const isOther = (page: UrlPattern) => sharesHosts(page, left) && fixedParts(page).port !== port;
  if (import.meta.env.FIREFOX === true && port !== '*' && pages.some(isOther)) return [];
  // For Chromium `/x/*` names `/x` too, as some app's start; `/x/**` does not.
  return (matchPatterns(left) ?? []).map((each) => each.replace(/(?<=\/\/[^/]+\/.*\/)\*$/, '**'));
}

/**
 * Undefined for expressions and a “*” within a name, which no browser knows. Firefox takes a port and then matches nothing, so all ports have
 * to be; for Chromium no port means any, and “both schemes” can't have one. A host in capitals matches nothing in Firefox either.
 */
function matchPatterns(pattern: UrlPattern): string[] | undefined {
  const [, scheme = '', host, port, path] =
    /^([^:]+):\/\/(\*|\[[^/]*\]|(?:\*\.)?[^/*:]+)(:[^/]+)?(\/.*)$/.exec(pattern.replace(/^ws/, 'http')) ?? [];
  if (host === undefined) return undefined;
  const names = host.toLowerCase();
  if (import.meta.env.FIREFOX === true) return [`${scheme}://${names}${path}`];
  const usual = { http: ':80', https: ':443' };
  return Object.entries(usual).flatMap(([name, own]) =>
    scheme === '*' || scheme === name ? `${name}://${names}${port ?? own}${path}` : [],
  );
}

/** Chromium shows CORS preflights only to who asks for more headers (https://developer.chrome.com/docs/extensions/reference/api/webRequest). */
export const preflightsAreHidden: boolean = import.meta.env.FIREFOX !== true;

/** Chromium took away with Manifest V3 what lets an extension think about a request before it leaves. */
export const provesRequests: boolean = import.meta.env.FIREFOX === true;

/**
 * Firefox takes a script's `Authorization` off where a redirect leads to another origin, and puts it back at the next redirect there: it
 * asks of each hop only whether that leaves the origin of the last one (measured in Firefox 153). So scripts put an empty one there, which
 * has CORS as a full one has, and the rule fills it, hop by hop.
 */
export const headersComeBack: boolean = import.meta.env.FIREFOX === true;

/** Firefox runs the expressions of rules in JavaScript, for the whole browser; Chromium (RE2) knows none of what bounds them there. */
export const rulesGoBack: boolean = import.meta.env.FIREFOX === true;
