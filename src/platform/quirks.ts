import { hostPattern, type UrlPattern } from '../core/url-pattern.ts';

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

/**
 * A page's pattern as content scripts are registered with. Firefox takes a port there and then matches nothing, so the whole
 * host has to be; Chromium refuses a port for “both schemes”. A host in capitals matches nothing in Firefox either.
 */
export function scriptPatterns(pattern: UrlPattern): string[] {
  // No browser knows expressions, or a “*” within a name.
  if (!/^[^:]+:\/\/(?:\*|\[[^/]*\]|(?:\*\.)?[^/*:]+)[:/]/.test(pattern)) return [hostPattern(pattern)];
  const [origin = ''] = /^[^/]+\/\/[^/]+/.exec(pattern) ?? [];
  const plain = pattern.replace(origin, origin.toLowerCase().replace(/^ws/, 'http'));
  if (!/:(\d+|\*)$/.test(origin)) return [plain];
  if (import.meta.env.FIREFOX === true) return [hostPattern(plain)];
  return plain.startsWith('*') ? ['http', 'https'].map((scheme) => plain.replace('*', scheme)) : [plain];
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
