import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readYaml } from '../../../src/formats/read/yaml-text.ts';
import { readOrRefused } from './read-or-refused.ts';

const format = 'a document';
const read = (text: string) => readOrRefused(() => readYaml(text, format));

test('What stands in a text is what I get, numbers and dates included', () => {
  expect(read('a: 2.0\nb: [yes, ~, 2026-11-22]\nc:')).toEqual({ a: '2.0', b: ['yes', '~', '2026-11-22'], c: '' });
});

test('What was written as YAML is read back the same', () => {
  const { value } = fc.letrec((tie) => ({
    value: fc.dictionary(fc.string(), tie('part')),
    part: fc.oneof(fc.string(), fc.array(tie('part')), tie('value')),
  }));
  fc.assert(
    fc.property(value, (each) => {
      expect(readYaml(stringify(each, { schema: 'failsafe' }), format)).toEqual(each);
    }),
  );
});

describe('A hostile text ends as a sentence, or as harmless data:', () => {
  test('aliases of aliases', () => {
    const levels = [...'bcdefghij'].map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[at]}`)}]`);
    expect(() => readYaml(['a: &a [x]', ...levels].join('\n'), format)).toThrow('refers to its own parts too often');
  });

  test('a list that holds itself', () => {
    expect(read('&a [*a]')).toBeDefined();
  });

  test.each(['[', '{a: ', '- ', '? '])('ten thousand of %j', (part) => {
    expect(read(part.repeat(10_000))).toBeUndefined();
  });

  test('names that mean something to JavaScript', () => {
    const found = read('__proto__: { polluted: yes }\nconstructor: { prototype: { polluted: yes } }') as object;
    expect(Object.keys(found)).toEqual(['__proto__', 'constructor']);
    expect({}).not.toHaveProperty('polluted');
    expect(Object.getPrototypeOf(found)).toBe(Object.prototype);
  });

  test('tags that would make something else of it', () => {
    expect(read('!!js/function "() => 1"')).toBe('() => 1');
    expect(read('- !!binary aGk=\n- !<tag:x,2026:y> z')).toEqual(['aGk=', 'z']);
  });

  test('two million characters and one', () => {
    expect(() => readYaml('a'.repeat(2_000_001), format)).toThrow('import_too_large');
  });

  test('several documents in one', () => {
    expect(read('a: b\n---\nc: d')).toBeUndefined();
  });
});

test('A mistake is found by its line, and what stands there is not quoted', () => {
  expect(() => readYaml('a: b\nsecret: "hush', format)).toThrow(
    /^import_unreadable, a document, its line 2 is not YAML,(?!.*hush)/,
  );
});

test('Whatever text it is, it is read or refused with a sentence', () => {
  const part = fc.constantFrom(
    'a',
    ': ',
    '\n',
    ' ',
    '- ',
    '[',
    ']',
    '{',
    '}',
    '&a ',
    '*a',
    '<<: ',
    '!b ',
    '"',
    '|\n',
    '---\n',
    '%',
    '? ',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(part).map((all) => all.join('')),
      ),
      (text) => void read(text),
    ),
    { numRuns: 2000 },
  );
});
