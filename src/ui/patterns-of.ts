import { type FailureRecord, failureRecord } from '../core/failure.ts';
import { parsePattern, type UrlPattern } from '../core/url-pattern.ts';

/** What was typed as patterns: one a line; what is no expression may also stand with spaces or commas between. Or what is wrong with it. */
export function patternsOf(typed: string): { patterns: UrlPattern[]; failure?: FailureRecord } {
  const lines = typed
    .split('\n')
    .flatMap((line) => (line.trim().startsWith('regex:') ? [line.trim()] : line.split(/[\s,]+/)))
    .filter(Boolean);
  try {
    return { patterns: [...new Set(lines.map(parsePattern))] };
  } catch (error) {
    return { patterns: [], failure: failureRecord(error) };
  }
}
