import { fixedParts, type UrlPattern } from './url-pattern.ts';

/** Lists by the path that their patterns begin with. */
type ByPath = Map<string, number[]>;

/**
 * Finds which of many lists of patterns may match a URL, without trying all of them. Returns the places of those lists, in order: every
 * one that matches, and few that don't.
 */
export function indexPatterns(lists: readonly (readonly UrlPattern[])[]): (url: string) => number[] {
  const byHost = new Map<string, Map<string, ByPath>>();
  let deepest = 0;
  for (const [place, patterns] of lists.entries()) {
    for (const { host, port, path } of patterns.map(fixedParts)) {
      const byPort = getOrAdd(byHost, host, () => new Map<string, ByPath>());
      const byPath: ByPath = getOrAdd(byPort, port, () => new Map());
      getOrAdd(byPath, path, () => []).push(place);
      deepest = Math.max(deepest, path.split('/').length);
    }
  }
  return (url) => {
    const [, host = '', port = '', rest = ''] = /^[a-z]+:\/\/(\[[^\]/]*\]|[^/:]*)(?::(\d+))?([^#]*)/i.exec(url) ?? [];
    const found = new Set<number>();
    const take = (places: readonly number[] = []) => {
      for (const place of places) found.add(place);
    };
    const takeHost = (spelled: string) => {
      const byPort = byHost.get(spelled);
      for (const byPath of [byPort?.get(port), byPort?.get('*')]) {
        take(byPath?.get(rest));
        for (const start of byPath ? beginnings(rest, deepest) : []) take(byPath?.get(start));
      }
    };
    takeHost(host);
    takeHost('*');
    // What it is a subdomain of, or the same as.
    for (let at = 0; at >= 0; at = host.indexOf('.', at) + 1 || -1) takeHost(`.${host.slice(at)}`);
    return [...found].sort((a, b) => a - b);
  };
}

/** The parts of a path up to each of its first slashes. */
function beginnings(path: string, most: number): string[] {
  const found: string[] = [];
  for (let at = path.indexOf('/'); at >= 0 && found.length < most; at = path.indexOf('/', at + 1)) {
    found.push(path.slice(0, at + 1));
  }
  return found;
}

function getOrAdd<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
