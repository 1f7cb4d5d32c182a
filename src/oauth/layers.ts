/** A text as it reads with some of its escapes undone; `at` says where each of its characters, and its end, stand in the text that came. */
export type Layer = { text: string; at(index: number): number };

const signs: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

const jsonEscape = /\\(?:u[\da-f]{4}|x[\da-f]{2}|["'\\/bfnrt])/gi;

/** How forms and URLs, JSON, and HTML write what would end a value. */
const escapes: [written: RegExp, undone: (written: string) => string][] = [
  [/%[0-7][\da-f]|%[c-f][\da-f](?:%[89ab][\da-f])+/gi, formDecoded],
  [jsonEscape, jsonDecoded],
  [/&(?:amp|lt|gt|quot|apos|#(?:\d|[xX][\da-fA-F])[\da-fA-F]{0,6});/g, (written) => htmlDecoded(written.slice(1, -1))],
];

/**
 * A text, and what stands in it where one way of writing is put into another (JSON in a form, a URL in a URL): with the escapes of each
 * undone, and those of another, or the same, in what came out.
 */
export function layersOf(text: string): Layer[] {
  const whole: Layer = { text, at: (index) => index };
  const first = withoutEscapes(whole);
  const all = [whole, ...first, ...first.flatMap(withoutEscapes)];
  return all.filter((each, index) => all.findIndex((other) => other.text === each.text) === index);
}

/** The value of a form's field (application/x-www-form-urlencoded). */
export function formDecoded(value: string): string {
  return new URLSearchParams(`v=${value}`).get('v') ?? value;
}

/** What stands between the quotes of a JSON text. */
export function jsonText(quoted: string): string {
  return quoted.replace(jsonEscape, jsonDecoded);
}

/** A name without any escapes. */
export function plainName(name: string): string {
  return escapes.reduce((plain, [written, undone]) => plain.replace(written, undone), name);
}

function jsonDecoded(written: string): string {
  const sign = written.charAt(1);
  return written.length > 2 ? String.fromCharCode(Number(`0x${written.slice(2)}`)) : (signs[sign] ?? sign);
}

function htmlDecoded(written: string): string {
  return signs[written] ?? String.fromCharCode(Number(written.replace(/^#x/i, '0x').replace('#', '')));
}

function withoutEscapes(layer: Layer): Layer[] {
  return escapes.flatMap(([written, undone]) => withoutEscape(layer, written, undone) ?? []);
}

function withoutEscape({ text, at }: Layer, written: RegExp, undone: (written: string) => string): Layer | undefined {
  let shown = '';
  let end = 0;
  // No sign is longer than its escape.
  const places = new Uint32Array(text.length);
  const keepUntil = (next: number) => {
    for (let index = end; index < next; index += 1) places[shown.length + index - end] = at(index);
    shown += text.slice(end, next);
  };
  for (const { 0: found, index } of text.matchAll(written)) {
    keepUntil(index);
    const sign = undone(found);
    places.fill(at(index), shown.length, shown.length + sign.length);
    shown += sign;
    end = index + found.length;
  }
  if (end === 0) return undefined;
  keepUntil(text.length);
  return { text: shown, at: (index) => (index < shown.length ? (places[index] ?? 0) : at(text.length)) };
}
