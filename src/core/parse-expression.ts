import { Failure } from './failure.ts';
import { isSlowExpression } from './is-slow-expression.ts';
import { patternOfExpression } from './url-expression.ts';

/**
 * Reads a regular expression that a tester typed, for a pattern. It has to begin with a scheme and to say where the host ends, or
 * `https://evil.example/?api.acme.example` would be found, too. Fails with `expression_invalid`, `expression_open` or `expression_slow`.
 */
export function parseExpression(typed: string): string {
  const pattern = patternOfExpression(typed);
  if (!isExpression(typed)) throw new Failure('expression_invalid', { pattern });
  if (!saysItsHost(typed)) throw new Failure('expression_open', { pattern });
  if (isSlowExpression(typed)) throw new Failure('expression_slow', { pattern });
  return pattern;
}

/** URLs are of printable ASCII, and so is what finds them. */
function isExpression(typed: string): boolean {
  try {
    return /^[!-~]+$/.test(typed) && new RegExp(typed) instanceof RegExp;
  } catch {
    return false;
  }
}

const scheme = /^\^(?:https?\??|wss?\??|\((?:\?:)?(?:https?|wss?)(?:\|(?:https?|wss?))*\)):(?:\\?\/){2}/;

/** Whether it begins with a scheme and a host that ends at a slash, and nothing before that slash can stand for one. */
function saysItsHost(typed: string): boolean {
  const signs = withoutClasses(typed.replace(scheme, ''));
  const host = /^[^/]+(?=\/)/.exec(signs)?.[0];
  if (!scheme.test(typed) || host === undefined || /\./.test(host) || hasOpenChoice(signs)) return false;
  const written = typed.replace(scheme, '').match(/\\.|\[(?:\\.|[^\]])*\]|[^\\[]/g) ?? [];
  const end = written.findIndex((each) => /^\\?\/$/.test(each));
  // A URL as browsers write it has a slash after its host, and none in it.
  const mayEndIt = (each: string) => each.length > 1 && new RegExp(`^${each}$`).test('/');
  return isBalanced(host) && !written.slice(0, end).some(mayEndIt);
}

function isBalanced(signs: string): boolean {
  return signs.split('(').length === signs.split(')').length;
}

/** The same with `e` for each escaped sign but the slash, and `c` for each class of signs. */
function withoutClasses(typed: string): string {
  return typed
    .replace(/\\\//g, '/')
    .replace(/\\./g, 'e')
    .replace(/\[[^\]]*\]/g, 'c');
}

function hasOpenChoice(signs: string): boolean {
  let left = signs;
  for (let before = ''; before !== left; ) {
    before = left;
    left = left.replace(/\([^()]*\)/g, 'g');
  }
  return left.includes('|');
}
