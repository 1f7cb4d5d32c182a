import { isValidPattern } from 'webext-patterns';
import { Failure } from './failure.ts';

/**
 * A match pattern as browsers know it (`https://*.example.com/v2/*`), with a port allowed on the host.
 * `*` as scheme means http and https; a pattern without a port holds for the scheme's usual port only, as in a URL.
 */
export type UrlPattern = string;

const shape = /^(\*|https?|wss?):\/\/((?:\*\.)?[^/:*\s]+|\*|\[[0-9a-f:]+\])(?::(\d+|\*))?(\/.*)$/i;

/** Reads what a tester typed. A bare host or URL becomes the pattern for all that lies below it. Fails with `pattern_invalid`. */
export function parsePattern(typed: string): UrlPattern {
  const text = typed.trim();
  const full = /^[a-z*]+:\/\//i.test(text) ? text : `https://${text}`;
  const pattern = /^[^/]+\/\/[^/]+$/.test(full) ? `${full}/*` : full;
  const found = shape.exec(pattern);
  if (!found || !isValidPattern(hostPattern(pattern))) throw new Failure('pattern_invalid', { pattern: text });
  return pattern;
}

/** The source of a regular expression that matches just the URLs of this pattern; sockets count as their http origin. */
export function patternSource(pattern: UrlPattern): string {
  const [, scheme = '', host = '', port, path = ''] = shape.exec(pattern) ?? [];
  if (!host) throw new Failure('pattern_invalid', { pattern });
  const schemes = scheme === '*' ? '(?:http|ws)s?' : scheme.replace(/^(?:http|ws)(s?)$/i, '(?:http|ws)$1');
  const hosts =
    host === '*'
      ? '[^/:]+'
      : host.startsWith('*.')
        ? `(?:[^/:]+\\.)?${escapeRegExp(host.slice(2))}`
        : escapeRegExp(host);
  const ports = port === '*' ? '(?::\\d+)?' : port ? `:${port}` : '';
  return `^${schemes}://${hosts.toLowerCase()}${ports}${path.split('*').map(escapeRegExp).join('.*')}$`;
}

/** Whether a URL lies within one of the patterns. Fragments don't count. */
export function matchesAny(patterns: readonly UrlPattern[], url: string): boolean {
  const bare = url.replace(/#.*$/, '');
  return patterns.some((pattern) => new RegExp(patternSource(pattern)).test(bare));
}

/** The pattern for all that lies below a URL's origin. */
export function originPattern(url: string): UrlPattern {
  return `${new URL(url).origin}/*`;
}

/** The same without a port and with every path: what browsers take as a host permission (Firefox knows no ports there). */
export function hostPattern(pattern: UrlPattern): string {
  const [, scheme = '', host = ''] = shape.exec(pattern) ?? [];
  return `${scheme.replace(/^ws/, 'http')}://${host}/*`;
}

/** The host of a pattern as network rules want it (`example.com` also means its subdomains), or undefined for any host. */
export function ruleDomain(pattern: UrlPattern): string | undefined {
  const host = shape.exec(pattern)?.[2] ?? '*';
  return host === '*' ? undefined : host.replace(/^\*\./, '');
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
