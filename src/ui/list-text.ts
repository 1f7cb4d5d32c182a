import { text } from './text.ts';

/** The hosts of match patterns, for a sentence: `id.acme.dev, api.acme.dev`. */
export function hostsOf(patterns: readonly string[]): string {
  const hosts = patterns.map((pattern) => pattern.replace(/^[^/]*\/\//, '').replace(/\/.*$/, ''));
  return [...new Set(hosts)].join(', ');
}

/** The first pattern, and how many more there are. */
export function listOf(patterns: readonly string[]): string {
  const [first = '', ...more] = patterns;
  return more.length > 0 ? `${first}${text.binding.more(more.length)}` : first;
}
