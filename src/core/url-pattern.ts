import { isValidPattern } from 'webext-patterns';
import { Failure } from './failure.ts';
import { parseExpression } from './parse-expression.ts';
import { expressionOf, hostOfExpression, mostSigns } from './url-expression.ts';

/**
 * A match pattern as browsers know it (`https://*.example.com/v2/*`), with a port allowed on the host, and `*` within the host's
 * names (`https://pr-*.example.com/*`). Without any `*` it is just that URL. `*` as scheme means http and https; a pattern without a port
 * holds for the scheme's usual port only, as in a URL. Or `regex:` and a regular expression over the whole URL.
 */
export type UrlPattern = string;

const shape = /^(\*|https?|wss?):\/\/(\[[0-9a-f:]+\]|[^/:\s?#@\\]+)(?::(\d+|\*))?(\/.*)$/i;

/** With some hundreds more, engines refuse the expression that a pattern becomes; and with more signs than any URL should have. */
const mostStars = 100;

/** `http//x` and `https:x` mean a scheme, not a host of that name. */
const brokenScheme = /^(?:https?|wss?)(?:\/\/|:(?!\/\/))/i;

/** Reads what a tester typed. A host without a path becomes the pattern for all of it; a path without `*` means just itself. Fails with `pattern_invalid` or, of an expression, with `expression_invalid`, `expression_open` or `expression_slow`. */
export function parsePattern(typed: string): UrlPattern {
  const text = typed.trim();
  const expression = expressionOf(text);
  if (expression !== undefined) return parseExpression(expression);
  if (brokenScheme.test(text)) throw new Failure('pattern_invalid', { pattern: text });
  const full = /^[a-z*]+:\/\//i.test(text) ? text : `https://${text}`;
  const pattern = /^[^/]+\/\/[^/]+$/.test(full) ? `${full}/*` : full;
  const spelled = asUrlsAreSpelled(pattern);
  const isTooLarge = !spelled || spelled.length > mostSigns || spelled.split('*').length > mostStars;
  if (isTooLarge || !isValidPattern(hostPattern(spelled))) throw new Failure('pattern_invalid', { pattern: text });
  return spelled;
}

/** Browsers compare with URLs as they write them: small letters, punycode, percent signs, no usual port. */
function asUrlsAreSpelled(pattern: string): UrlPattern | undefined {
  const [, scheme = '', host = '', port = '', path = ''] = shape.exec(pattern) ?? [];
  const stars = /^\*(?:\.|$)/.exec(host)?.[0] ?? '';
  const named = host.slice(stars.length) || 'any';
  if (named.includes('*') && !hasNamedEnd(named)) return undefined;
  const url = URL.parse(`${scheme.replace('*', 'http')}://${named}${/\d/.test(port) ? `:${port}` : ''}${path}`);
  if (!url) return undefined;
  const spelledHost = host === '*' ? host : stars + url.hostname;
  const spelledPort = scheme === '*' || port === '*' ? port : url.port;
  return `${scheme.toLowerCase()}://${spelledHost}${spelledPort && `:${spelledPort}`}${url.pathname}${url.search}`;
}

/** The names of a host that stand after its last `*`: what a browser can be asked for. */
function namedEnd(host: string): string {
  return host.replace(/^.*\*[^.]*\.?/, '');
}

/** A host with a `*` in its names ends in a domain of somebody, not of anybody. Letters beyond ASCII are spelled as a whole, so not beside a `*`. */
function hasNamedEnd(host: string): boolean {
  return /^[\w.*-]+$/.test(host) && /\.|^localhost$/.test(namedEnd(host));
}

/**
 * Sources of regular expressions that together match just the URLs of this pattern; sockets count as their http origin. There is one
 * for each scheme, and no end that any URL has: Chromium refuses rules whose expression is too large, and a literal beginning is free.
 * For rules of Chromium, whose expressions (RE2) never go back; whatever runs in JavaScript goes by `scriptSources`.
 */
export function patternSources(pattern: UrlPattern): string[] {
  return expressionSource(pattern, (expression) => expression) ?? globSources(pattern, (parts) => parts.join('.*'));
}

/** The same for JavaScript, which would try one way after the other: here a `*` ends where it first can, for good. */
export function scriptSources(pattern: UrlPattern): string[] {
  const withinLength = (expression: string) => `^(?!.{${mostSigns + 1}})${expression.slice(1)}`;
  return expressionSource(pattern, withinLength) ?? globSources(pattern, withFirstEnds);
}

function expressionSource(pattern: UrlPattern, asSource: (expression: string) => string): string[] | undefined {
  const expression = expressionOf(pattern);
  return expression === undefined ? undefined : [asSource(expression)];
}

/** JavaScript never goes back into what it looked ahead to. */
function withFirstEnds(parts: readonly string[]): string {
  return parts
    .map((part, at) => (at === 0 ? part : at === parts.length - 1 ? `.*${part}` : `(?=(.*?${part}))\\${at}`))
    .join('');
}

function globSources(pattern: UrlPattern, joined: (parts: readonly string[]) => string): string[] {
  const [, scheme = '', host = '', port, path = ''] = shape.exec(pattern) ?? [];
  if (!host) throw new Failure('pattern_invalid', { pattern });
  const hosts =
    host === '*'
      ? anyHost
      : host.startsWith('*.')
        ? `(?:${anyHost}\\.)?${withinNames(host.slice(2))}`
        : withinNames(host);
  const ports = port === '*' ? '(?::\\d+)?' : port ? `:${port}` : '';
  const rest = `${hosts}${ports}${joined(path.split('*').map(escapeRegExp))}$`.replace(/\.\*\$$/, '');
  return schemesOf(scheme).map((name) => `^${name}://${rest}`);
}

function schemesOf(scheme: string): string[] {
  const encrypted = scheme === '*' || /^(?:https|wss)$/.test(scheme) ? ['https', 'wss'] : [];
  const open = scheme === '*' || /^(?:http|ws)$/.test(scheme) ? ['http', 'ws'] : [];
  return [...encrypted, ...open];
}

/** What stands for any host must not run into a user name, a query or a fragment. */
const anyHost = '[^/:?#@\\\\]+';

/** A host whose `*` stand for anything but a dot. */
function withinNames(host: string): string {
  return host.split('*').map(escapeRegExp).join('[^./:?#@\\\\]*');
}

/** Whether a URL lies within one of the patterns. Fragments don't count. */
export function matchesAny(patterns: readonly UrlPattern[], url: string): boolean {
  return createMatcher(patterns)(url);
}

/** The same for many URLs. */
export function createMatcher(patterns: readonly UrlPattern[]): (url: string) => boolean {
  const tests = patterns.flatMap(
    (pattern): (string | RegExp)[] => beginningsOf(pattern) ?? scriptSources(pattern).map((each) => new RegExp(each)),
  );
  return (url) => {
    const bare = url.replace(/#.*$/, '');
    return tests.some((test) => (typeof test === 'string' ? bare.startsWith(test) : test.test(bare)));
  };
}

/** Where only its end is open, which most patterns are, URLs need no expression: these are what the matching ones begin with. */
function beginningsOf(pattern: UrlPattern): string[] | undefined {
  const [, scheme = '', rest] = /^([^:]+)(:\/\/[^*/]+\/[^*]*)\*$/.exec(pattern) ?? [];
  return rest === undefined ? undefined : schemesOf(scheme).map((name) => name + rest);
}

/**
 * What each URL of a pattern has for sure: a host (`.example.com` stands for all of its subdomains too, `*` for any), a port (`*` for any),
 * and what its path begins with, up to a slash; all of the path where that is fixed.
 */
export function fixedParts(pattern: UrlPattern): { host: string; port: string; path: string } {
  const host = hostOf(pattern).host.replace(/^\*\./, '.');
  const [, , , port = '', path] = shape.exec(pattern) ?? [];
  // An expression says no more for sure.
  if (path === undefined) return { host, port: '*', path: '/' };
  const literal = path.replace(/\*.*$/, '');
  const isWhole = literal === path;
  return { host, port, path: isWhole ? path : literal.replace(/[^/]*$/, '') };
}

/** The pattern for all that lies below a URL's origin. */
export function originPattern(url: string): UrlPattern {
  return `${new URL(url).origin}/*`;
}

/** How much a pattern says: its characters but for `*`. Of two patterns the one that says more wins. */
export function patternLength(pattern: UrlPattern): number {
  return (expressionOf(pattern) ?? pattern.replaceAll('*', '')).length;
}

/** The same without a port and with every path: what browsers take as a host permission (Firefox knows no ports there). */
export function hostPattern(pattern: UrlPattern): string {
  const { scheme, host } = hostOf(pattern);
  return `${scheme.replace(/^ws/, 'http')}://${host}/*`;
}

/** The hosts of patterns, for a sentence: `id.acme.dev, api.acme.dev`. */
export function hostNames(patterns: readonly UrlPattern[]): string {
  const names = patterns.map((pattern) => pattern.replace(/^[^/]*\/\//, '').replace(/\/.*$/, ''));
  return [...new Set(names)].join(', ');
}

/** The host of a pattern as network rules want it (`example.com` also means its subdomains), or undefined for any host. */
export function ruleDomain(pattern: UrlPattern): string | undefined {
  const { host } = hostOf(pattern);
  return host === '*' ? undefined : host.replace(/^\*\./, '');
}

/** The narrowest scheme and host, as browsers know them, that a pattern lies in. */
function hostOf(pattern: UrlPattern): { scheme: string; host: string } {
  const expression = expressionOf(pattern);
  if (expression !== undefined) return hostOfExpression(expression);
  const [, scheme = '', host = '*'] = shape.exec(pattern) ?? [];
  const names = host.replace(/^\*\./, '');
  return { scheme, host: host !== '*' && names.includes('*') ? `*.${namedEnd(names)}` : host };
}

/** A text as a regular expression that matches just it. */
export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
