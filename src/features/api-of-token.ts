import type { Profile } from '../core/profile.ts';
import type { Token } from '../core/token.ts';
import type { UrlPattern } from '../core/url-pattern.ts';
import { valueAt } from '../core/value-at.ts';

/** Where the API of a token is: as its response said, or else as the profile says. Undefined where neither does, in a URL that is one. */
export function apiOfToken({ rest }: Pick<Token, 'rest'>, profile: Profile): UrlPattern | undefined {
  const { baseUri = '', baseUriField } = profile;
  const said = baseUriField === undefined ? undefined : (rest[baseUriField] ?? valueAt(rest, baseUriField));
  return [said, baseUri].map(patternOf).find((pattern) => pattern !== undefined);
}

/** All that lies below a URL; a host alone is meant as https. */
function patternOf(uri: unknown): UrlPattern | undefined {
  if (typeof uri !== 'string' || !uri) return undefined;
  const url = URL.parse(/^https?:\/\//i.test(uri) ? uri : `https://${uri}`);
  if (!url) return undefined;
  return `${url.origin}${url.pathname.replace(/\/$/, '')}/*`;
}
