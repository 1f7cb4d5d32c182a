import { layersOf } from './layers.ts';

/** What stands where a secret was. */
export const mask = '••••';

/** So many first signs of a secret tell where it may stand: to look for each by itself takes too long where a server made up thousands. */
const telling = 8;

/**
 * A text without these secrets. A server may echo what it got as it got it, or as its own answer writes it: form-encoded, in HTML, in JSON,
 * or in JSON that a gateway puts into its own. Where secrets overlap, no end of any may stay.
 */
export function hideKnown(text: string, secrets: readonly (string | undefined)[]): string {
  // No spelling changes letters and digits: where those don't stand, nothing does.
  const near = secrets.flatMap((each) =>
    each && text.includes(/[a-z\d]+/i.exec(each)?.[0] ?? '')
      ? [each, each.replaceAll(' ', '+'), each.toWellFormed()]
      : [],
  );
  if (near.length === 0) return text;
  const size = near.reduce((least, { length }) => Math.min(least, length), telling);
  const alike = Map.groupBy(
    [...new Set(near)].sort((a, b) => b.length - a.length),
    (each) => each.slice(0, size),
  );
  const found = layersOf(text).flatMap(({ text: shown, at }) => {
    const places: [from: number, to: number][] = [];
    for (let index = 0; index + size <= shown.length; index += 1) {
      const longest = alike.get(shown.slice(index, index + size))?.find((each) => shown.startsWith(each, index));
      if (longest) places.push([at(index), at(index + longest.length)]);
    }
    return places;
  });
  const parts: string[] = [];
  let end = 0;
  for (const [from, to] of found.sort(([a], [b]) => a - b)) {
    if (from >= end) parts.push(text.slice(end, from), mask);
    end = Math.max(end, to);
  }
  return [...parts, text.slice(end)].join('');
}
