import fc from 'fast-check';
import { expect, test } from 'vitest';
import { userMark } from '../../src/core/user-mark.ts';
import { onDark } from '../../src/ui/on-dark.ts';

const labels = fc.string({ unit: 'grapheme' });

test('A user keeps one initial and one colour everywhere', () => {
  expect(userMark('alice').initial).toBe('A');
  expect(userMark(' élodie').initial).toBe('É');
  expect(userMark('').initial).toBe('?');
  expect(userMark('alice')).toEqual(userMark(' alice '));
});

test('The initial can be read in both themes and on the toolbar', () => {
  fc.assert(
    fc.property(labels, (label) => {
      const { colour } = userMark(label);
      expect(contrast(colour, '#fbfaf8')).toBeGreaterThanOrEqual(4.5);
      expect(contrast(onDark[colour], '#17181b')).toBeGreaterThanOrEqual(4.5);
      expect(contrast(colour, '#ffffff')).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

test('Users that are often tested together don’t look the same', () => {
  for (const pair of [
    ['alice', 'bob'],
    ['User 1', 'User 2'],
    ['admin', 'viewer'],
  ]) {
    const [first = '', second = ''] = pair;
    expect(userMark(first).colour).not.toEqual(userMark(second).colour);
  }
});

/** WCAG 2.2, contrast ratio. */
function contrast(one: string, other: string): number {
  const [bright = 0, dim = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (bright + 0.05) / (dim + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
