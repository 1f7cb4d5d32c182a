import { baseUrl, exec, hrefOf, indexOf, NativeRegExp, NativeURL, originOf, pathOf, slice } from './natives.ts';

const web = new NativeRegExp('^https?:');

/** The absolute URL that the browser will ask, without its fragment; undefined when it is none or not http. */
export function resolveUrl(text: string): string | undefined {
  try {
    const url = hrefOf(new NativeURL(text, baseUrl()));
    if (!exec(web, url)) return undefined;
    const end = indexOf(url, '#');
    return end < 0 ? url : slice(url, 0, end);
  } catch {
    // The native call will say what is wrong with it.
    return undefined;
  }
}

/** The URL without the parts where secrets hide: user, query, fragment. */
export function reportedUrl(url: string): string {
  const parsed = new NativeURL(url);
  return originOf(parsed) + pathOf(parsed);
}
