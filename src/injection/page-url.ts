import type { IfPresent, Part } from '../core/binding.ts';
import {
  asText,
  bare,
  baseUrl,
  exec,
  hasParameter,
  hrefOf,
  indexOf,
  NativeRegExp,
  NativeURL,
  NativeURLSearchParams,
  originOf,
  pathOf,
  slice,
} from './natives.ts';

const web = new NativeRegExp('^https?:');

/** The absolute URL that the browser will ask, without its fragment; undefined when it is none or not http. */
export function resolveUrl(text: string): string | undefined {
  try {
    return askedUrl(hrefOf(new NativeURL(text, baseUrl())));
  } catch {
    // The native call will say what is wrong with it.
    return undefined;
  }
}

/** The same of a URL as the browser writes it: there is nothing to resolve. */
export function askedUrl(url: string): string | undefined {
  if (!exec(web, url)) return undefined;
  const end = indexOf(url, '#');
  return end < 0 ? url : slice(url, 0, end);
}

/** The URL without the parts where secrets hide: user, query, fragment. */
export function reportedUrl(url: string): string {
  const parsed = new NativeURL(url);
  return originOf(parsed) + pathOf(parsed);
}

/** An absolute URL with the parameters of these parts set, and all else as it was, to the letter. */
export function withParameters(url: string, parts: readonly Part[] | undefined, ifPresent: IfPresent): string {
  let changed = url;
  for (let i = 0; parts && i < parts.length; i++) {
    const part = parts[i] as Part;
    if (part.in === 'query') changed = withParameter(changed, part, ifPresent);
  }
  return changed;
}

/** A parameter that is there already makes way, where it stands, unless it shall stay; of several just one is left then. */
function withParameter(url: string, { name, value }: Part, ifPresent: IfPresent): string {
  const end = placeOf(url, '#');
  const mark = placeOf(slice(url, 0, end), '?');
  const pair = asText(new NativeURLSearchParams(bare({ [name]: value })));
  let query = '';
  let isSet = false;
  const add = (piece: string) => {
    query += (query ? '&' : '?') + piece;
  };
  for (let from = mark + 1; from <= end; ) {
    const rest = slice(url, from, end);
    const piece = slice(rest, 0, placeOf(rest, '&'));
    from += piece.length + 1;
    // The sign before it keeps a question mark in its name.
    const isThere = hasParameter(new NativeURLSearchParams(`&${piece}`), name);
    if (isThere && ifPresent === 'leave') return url;
    if (!isThere || ifPresent === 'add') add(piece);
    else if (!isSet) {
      add(pair);
      isSet = true;
    }
  }
  if (!isSet) add(pair);
  return slice(url, 0, mark) + query + slice(url, end, url.length);
}

/** Where it stands; the end of the text when it is not there. */
function placeOf(text: string, sign: string): number {
  const found = indexOf(text, sign);
  return found < 0 ? text.length : found;
}
