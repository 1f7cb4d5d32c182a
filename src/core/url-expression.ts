const mark = 'regex:';

/** In longer URLs an expression finds nothing: what JavaScript needs for one may grow with the square of its length. */
export const mostSigns = 4000;

/** The regular expression of a pattern that is one (`regex:^https://api\\.example\\.com/v\\d+/`), undefined of any other. */
export function expressionOf(pattern: string): string | undefined {
  return pattern.startsWith(mark) ? pattern.slice(mark.length) : undefined;
}

/** An expression as a pattern. */
export function patternOfExpression(expression: string): string {
  return `${mark}${expression}`;
}

/**
 * The narrowest scheme and host, as browsers know them, in which all lies that an expression finds: `*` and `*.acme.example` for
 * `^https?://(eu|us)\.acme\.example/`, `*` where it names no host for sure.
 */
export function hostOfExpression(expression: string): { scheme: string; host: string } {
  const [, scheme = '', rest = ''] = /^\^(https?|wss?)?.*?:(?:\\?\/){2}(.*)$/.exec(expression) ?? [];
  const names = (/^(?:\\[^/]|\[[^\]]*\]|[^\\/:[])*/.exec(rest)?.[0] ?? '').replace(/\(\??$/, '');
  // What stands after the last sign that means more than itself.
  const [fixed = ''] = /(?:\\[.-]|[\w-])*$/.exec(names) ?? [];
  const plain = fixed.replaceAll('\\', '');
  const isWhole = fixed.length === names.length && plain !== '';
  const end = plain.replace(/^[^.]*\./, '');
  const host = isWhole ? plain : fixed.includes('\\.') && end.includes('.') ? `*.${end}` : '*';
  const isOneScheme = scheme !== '' && expression.startsWith(`^${scheme}:`);
  return { scheme: isOneScheme ? scheme : '*', host };
}
