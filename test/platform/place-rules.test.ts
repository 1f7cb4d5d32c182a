import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeclarativeNetRequest } from 'webextension-polyfill';
import { placeRules, type UnplacedRule } from '../../src/platform/place-rules.ts';

type Rule = DeclarativeNetRequest.Rule;

const rule = (text: string): UnplacedRule => ({ action: { type: 'block' }, condition: { regexFilter: text } });
const says = ({ condition }: UnplacedRule) => condition.regexFilter ?? '';

/** The browser's rules after it was told of these, the one that wins first. */
function place(texts: readonly string[], present: readonly Rule[]): Rule[] {
  const { kept, added } = placeRules(texts.map(rule), present, says);
  return [...kept, ...added].sort((a, b) => (b.priority ?? 0) - (a.priority ?? 0));
}

const touched = (before: readonly Rule[], after: readonly Rule[]) => {
  const of = (rules: readonly Rule[]) => new Map(rules.map((each) => [each.id, JSON.stringify(each)]));
  const [old, young] = [of(before), of(after)];
  return [...new Set([...old.keys(), ...young.keys()])].filter((id) => old.get(id) !== young.get(id));
};

const many = Array.from({ length: 1000 }, (_, index) => `rule ${index}`);

describe('Rules keep number and rank', () => {
  const before = place(many, []);

  test.each([
    ['one comes in front', ['new', ...many]],
    ['one comes last', [...many, 'new']],
    ['one comes between', many.toSpliced(500, 0, 'new')],
    ['the first goes', many.slice(1)],
    ['one in the middle goes', many.toSpliced(500, 1)],
    ['one says something else', many.with(500, 'renewed')],
  ])('when %s', (_, wanted) => {
    const after = place(wanted, before);
    expect(after.map(says)).toEqual(wanted);
    expect(touched(before, after)).toHaveLength(1);
  });

  test('when the same ones come and go for a long time', () => {
    let rules = before;
    for (let turn = 0; turn < 300; turn += 1) {
      const other = place(many.toSpliced(turn % 1000, 1, `turn ${turn}`), rules);
      expect(touched(rules, other)).toHaveLength(1);
      rules = place(many, other);
    }
    expect(rules.map(says)).toEqual(many);
  });
});

test('When no rank is left between two rules, all are ranked anew', () => {
  const texts = ['first', 'last'];
  let rules = place(texts, []);
  for (let turn = 0; turn < 100; turn += 1) {
    texts.splice(1, 0, `turn ${turn}`);
    rules = place(texts, rules);
    expect(rules.map(says)).toEqual(texts);
  }
});

test('Rules ranked by an earlier version, without room between them, get room', () => {
  const present = ['a', 'b', 'c'].map((text, index): Rule => ({ ...rule(text), id: index + 1, priority: 3 - index }));
  expect(place(['a', 'new', 'b', 'c'], present).map(says)).toEqual(['a', 'new', 'b', 'c']);
});

test('Whatever was there before, the wanted rules stand in their order, each with a number and a rank of its own', () => {
  const texts = fc.array(fc.constantFrom(...'abcdefgh'), { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(texts, { minLength: 1, maxLength: 8 }), (shown) => {
      let rules: Rule[] = [];
      for (const wanted of shown) rules = place(wanted, rules);
      expect(rules.map(says)).toEqual(shown.at(-1));
      for (const own of [rules.map(({ id }) => id), rules.map(({ priority }) => priority)]) {
        expect(new Set(own).size).toBe(rules.length);
        expect(own.every((number) => Number.isInteger(number) && Number(number) >= 1 && Number(number) < 2 ** 31)).toBe(
          true,
        );
      }
    }),
    { numRuns: 1000 },
  );
});
