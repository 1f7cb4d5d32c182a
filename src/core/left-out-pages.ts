import type { Binding } from './binding.ts';
import { fixedParts, type UrlPattern } from './url-pattern.ts';

/**
 * The patterns of pages that bindings leave out, and that no other binding may hold for: of those that have hosts in common with its pages
 * none, but on another port.
 */
export function leftOutPages(bindings: readonly Pick<Binding, 'pages' | 'notPages'>[]): UrlPattern[] {
  const all = new Set(bindings.flatMap(({ notPages }) => notPages));
  return [...all].filter((left) =>
    bindings.every(({ pages, notPages }) => notPages.includes(left) || !pages.some((page) => mayMeet(page, left))),
  );
}

function mayMeet(one: UrlPattern, other: UrlPattern): boolean {
  const ports = [fixedParts(one).port, fixedParts(other).port];
  // Without a number it may be any.
  return sharesHosts(one, other) && (!ports.every((port) => /\d/.test(port)) || ports[0] === ports[1]);
}

/** Whether some host is of both patterns. */
export function sharesHosts(one: UrlPattern, other: UrlPattern): boolean {
  const [a, b] = [fixedParts(one).host, fixedParts(other).host];
  return isWithin(a, b) || isWithin(b, a);
}

/** `.example.com` stands for all of its subdomains too, `*` for any host. */
function isWithin(host: string, wide: string): boolean {
  return wide === '*' || wide === host || (wide.startsWith('.') && `.${host}`.endsWith(wide));
}
