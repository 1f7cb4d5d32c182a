// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are a shell’s variables.
import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cmdCommands, posixCommands } from '../../../src/formats/read/shell-words.ts';
import { cmdQuoted, shellQuoted } from '../../../src/formats/shell-quoted.ts';
import { readOrRefused } from './read-or-refused.ts';

/** What a program would get from bash. */
function bash(line: string): string[] {
  const output = execFileSync('bash', ['-c', `curl() { printf '%s\\0' curl "$@"; }\n${line}`], { encoding: 'utf8' });
  return output.split('\0').slice(0, -1);
}

test.each([
  `curl 'a b' "c \\"d\\" \\$e" f\\ g`,
  `curl $'it\\'s\\n\\u00e4\\x41\\101' plain`,
  'curl -d a=b \\\n  -H "X: y" # a comment',
  `curl 'a'"b"c\\'d ''`,
  'curl "a\\\nb" "\\q"',
])('A command is split as bash splits it: %s', (line) => {
  expect(posixCommands(line)).toEqual([bash(line)]);
});

test('Variables keep their names, and what follows a pipe is another command', () => {
  expect(posixCommands('curl "$A-${B}" $C \'$D\' | jq . > out')).toEqual([
    ['curl', '${A}-${B}', '${C}', '$D'],
    ['jq', '.'],
    ['out'],
  ]);
});

test('A URL that was forgotten to be quoted is still one word', () => {
  expect(posixCommands('curl https://a.example/?x=1&y=2 &')).toEqual([['curl', 'https://a.example/?x=1&y=2']]);
});

test.each([
  ['curl ^"a^&b^" ^\n  -H ^"x: y^"', ['curl', 'a&b', '-H', 'x: y']],
  ['curl "a \\"b\\" c" "d ""e"" f"', ['curl', 'a "b" c', 'd "e" f']],
  ['curl "C:\\dir\\\\" \\\\server', ['curl', 'C:\\dir\\', '\\\\server']],
  ['curl ^"one^\n\ntwo^"', ['curl', 'one\ntwo']],
])('The Windows prompt is read: %s', (line, words) => {
  expect(cmdCommands(line)).toEqual([words]);
});

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('"', "'", '\\', '^', '%', '\n', ' ', '&', 'A', '$', '`', '!'), { maxLength: 12 })
    .map((all) => all.join('')),
);

test('Quoted words are read back the same', () => {
  fc.assert(
    fc.property(fc.array(text), (words) => {
      expect(posixCommands(['x', ...words.map(shellQuoted)].join(' '))).toEqual([['x', ...words]]);
      const kept = words.map((word) => word.replaceAll('\r', ''));
      expect(cmdCommands(['x', ...kept.map(cmdQuoted)].join(' '))).toEqual([['x', ...kept]]);
    }),
    { numRuns: 500 },
  );
});

test('Any text is words, or refused with a sentence', () => {
  fc.assert(
    fc.property(text, (line) => {
      readOrRefused(() => posixCommands(line));
      readOrRefused(() => cmdCommands(line));
    }),
    { numRuns: 1000 },
  );
});
