import { expect, test } from 'vitest';
import { inTurns } from './in-turns.ts';
import { differences, ratios, spreadOf } from './spread.ts';
import { tableOf } from './table-of.ts';

test('The middle of many times, and between what half of them lie', () => {
  expect(spreadOf([9, 1, 3, 5, 7])).toEqual({ median: 5, from: 3, to: 7 });
  expect(spreadOf([1, 2])).toEqual({ median: 1.5, from: 1.25, to: 1.75 });
});

test('Two are compared round by round, so that a slow minute hits both', () => {
  expect(ratios([2, 20, 200], [1, 10, 100]).median).toBe(2);
  expect(differences([2, 11, 101], [1, 10, 100])).toEqual({ median: 1, from: 1, to: 1 });
});

test('Each is first in turn, and the first rounds don’t count', async () => {
  const order: string[] = [];
  const times = await inTurns(2, {
    a: async () => order.push('a'),
    b: async () => order.push('b'),
  });
  expect(order.join('')).toBe('abbaabba');
  expect(times).toEqual({ a: [5, 8], b: [6, 7] });
});

test('A figure stands beside its goal', () => {
  const figure = { name: 'load', browser: 'chromium', unit: 'ratio', atMost: 1 } as const;
  const [, met, missed] = tableOf([
    { ...figure, value: { median: 1.004, from: 0.9, to: 1.1 } },
    { ...figure, value: { median: 1.006, from: 0.9, to: 1.1 } },
  ]).split('\n');
  expect(met).toBe('load    chromium  1.00    0.90 … 1.10       ≤ 1   met');
  expect(missed).toMatch(/1\.01 .* not met$/);
});
