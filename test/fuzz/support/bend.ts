import * as fc from 'fast-check';
import { unmarked } from './secret.ts';
import { deep, own, strangeName, strangeText, strangeValue } from './strange.ts';

type Bend =
  | { how: 'drop' | 'double' | 'wrap' | 'asText' }
  | { how: 'put'; value: unknown }
  | { how: 'rename' | 'add'; name: string; value: unknown };

const bend: fc.Arbitrary<Bend> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom<Bend>({ how: 'drop' }, { how: 'double' }, { how: 'wrap' }, { how: 'asText' }),
  },
  { weight: 5, arbitrary: strangeValue.map((value): Bend => ({ how: 'put', value })) },
  { weight: 1, arbitrary: deep.map((value): Bend => ({ how: 'put', value })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('rename' as const, 'add' as const), strangeName, strangeValue)
      .map(([how, name, value]): Bend => ({ how, name, value })),
  },
);

/** A good value of JSON with some of its parts dropped, doubled, renamed, or of another kind. Sometimes it stays good. */
export function bent<Value>(good: fc.Arbitrary<Value>, most = 4): fc.Arbitrary<unknown> {
  return fc
    .tuple(good, fc.array(fc.tuple(fc.nat(1000), bend), { maxLength: most }))
    .map(([value, bends]) => bends.reduce<unknown>((now, [at, each]) => bentAt(now, at, each), value));
}

/** The same as a JSON text, which now and then is cut, has a member twice, or something strange in it. */
export function bentJson<Value>(good: fc.Arbitrary<Value>, most = 4): fc.Arbitrary<string> {
  return fc
    .tuple(bent(good, most), fc.option(fc.option(textBend, { freq: 1, nil: undefined }), { freq: 1, nil: undefined }))
    .map(([value, how]) => {
      const text = jsonOf(value);
      if (!how) return text;
      const isWhole = how.how === 'around' || how.how === 'deep';
      return bentText(isWhole ? text : unmarked(text), how);
    });
}

type TextBend = { at: number; how: 'cut' | 'put' | 'lose' | 'twice' | 'around' | 'deep'; strange: string };

const textBend: fc.Arbitrary<TextBend> = fc.record({
  at: fc.nat(999).map((part) => part / 1000),
  how: fc.constantFrom(
    'cut' as const,
    'put' as const,
    'lose' as const,
    'twice' as const,
    'around' as const,
    'deep' as const,
  ),
  strange: strangeText,
});

/** A good text with some of its signs lost, doubled, or strange ones between them. */
export function bentTexts(good: fc.Arbitrary<string>, most = 4): fc.Arbitrary<string> {
  return fc
    .tuple(good, fc.array(textBend, { maxLength: most }))
    .map(([text, bends]) => bends.reduce((now, each) => bentText(now, each), text));
}

function bentText(text: string, { at, how, strange }: TextBend): string {
  const place = Math.floor(text.length * at);
  const [before, after] = [text.slice(0, place), text.slice(place)];
  switch (how) {
    case 'cut':
      return before;
    case 'put':
      return before + strange + after;
    case 'lose':
      return before + after.slice(1 + (strange.length % 20));
    case 'twice':
      return before + after.slice(0, 30) + after;
    case 'around':
      return at < 0.5 ? strange + text : text + strange;
    case 'deep':
      return text.replace(/^\{(?!\})/, () => `{"deep":${at < 0.9 ? nested(1500) : nested(12_000)},`);
  }
}

function nested(levels: number): string {
  return '['.repeat(levels) + ']'.repeat(levels);
}

/** `JSON.stringify` for values that stand deeper in each other than it can go. */
export function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch {
    return `{"deep":${nested(12_000)}}`;
  }
}

/** Where something stands in a value; of what is strange already only the top. */
function placesIn(value: unknown, levels = 0): (string | number)[][] {
  if (typeof value !== 'object' || value === null || levels > 8) return [];
  return Object.keys(value).flatMap((name) => [
    [name],
    ...placesIn((value as Record<string, unknown>)[name], levels + 1).map((rest) => [name, ...rest]),
  ]);
}

function bentAt(value: unknown, at: number, each: Bend): unknown {
  const places = placesIn(value);
  // Seldom the whole.
  if (places.length === 0 || at % 40 === 0) return each.how === 'put' ? each.value : value;
  return replaced(value, places[at % places.length] ?? [], each);
}

function replaced(value: unknown, [name = '', ...rest]: (string | number)[], each: Bend): unknown {
  const members = Object.entries(value as object).flatMap(([key, member]): [string, unknown][] => {
    if (key !== String(name)) return [[key, member]];
    return rest.length > 0 ? [[key, replaced(member, rest, each)]] : bentMember(key, member, each);
  });
  if (Array.isArray(value)) return members.map(([, member]) => member);
  return members.reduce(
    (all, [key, member]) => Object.defineProperties(all, Object.getOwnPropertyDescriptors(own(key, member))),
    {},
  );
}

function bentMember(key: string, member: unknown, each: Bend): [string, unknown][] {
  switch (each.how) {
    case 'drop':
      return [];
    case 'double':
      return [
        [key, member],
        [key.toUpperCase(), member],
        [` ${key}`, member],
      ];
    case 'wrap':
      return [[key, [member]]];
    case 'asText':
      return [[key, typeof member === 'string' ? Number(member) : jsonOf(member)]];
    case 'put':
      return [[key, each.value]];
    case 'rename':
      // Nobody can tell that it is a secret when nothing says so.
      return [[each.name, JSON.parse(unmarked(jsonOf(member)))]];
    case 'add':
      return [
        [key, member],
        [each.name, each.value],
      ];
  }
}
