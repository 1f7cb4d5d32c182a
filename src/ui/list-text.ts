import { text } from './text.ts';

/** The first pattern, and how many more there are. */
export function listOf(patterns: readonly string[]): string {
  const [first = '', ...more] = patterns;
  return more.length > 0 ? `${first}${text.binding.more(more.length)}` : first;
}
