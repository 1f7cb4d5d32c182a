import { expect, test } from 'vitest';
import { lifeOf } from '../../src/ui/life.ts';
import { ago, span } from '../../src/ui/span.ts';
import { aToken, now } from './fake-inputs.ts';

const minute = 60_000;
const hourLong = (left: number) => aToken({ obtainedAt: now + left - 60 * minute, expiresAt: now + left });

test('A token with most of its hour left says how long', () => {
  expect(lifeOf(hourLong(46 * minute), now)).toEqual({ left: 46 / 60, words: '46 min', tone: 'well' });
});

test('In its last minutes it says whether it renews', () => {
  expect(lifeOf(hourLong(4 * minute), now)).toMatchObject({ words: '4 min, renews', tone: 'soon' });
  expect(lifeOf({ ...hourLong(4 * minute), renewable: false }, now)).toMatchObject({ words: '4 min', tone: 'soon' });
});

test('A token that lives for five minutes is not in its last minutes from the start', () => {
  const token = aToken({ obtainedAt: now, expiresAt: now + 5 * minute });
  expect(lifeOf(token, now).tone).toBe('well');
  expect(lifeOf(token, now + 4.6 * minute).tone).toBe('soon');
});

test('An expired token says since when', () => {
  expect(lifeOf(hourLong(-3 * minute), now)).toEqual({ left: 0, words: 'expired 3 min ago', tone: 'over' });
});

test('A token without a known end says so', () => {
  const endless = aToken({ expiresAt: undefined });
  expect(lifeOf(endless, now)).toEqual({ left: undefined, words: 'no end known', tone: 'well' });
});

test('A token that is being renewed says so, also after its end', () => {
  expect(lifeOf({ ...hourLong(-1000), renewing: true }, now)).toMatchObject({ words: 'renewing…', tone: 'soon' });
});

test('Lengths of time are short words', () => {
  expect([0, 999, 40_000, 119 * minute, 5 * 60 * minute, 72 * 60 * minute].map(span)).toEqual([
    '0 s',
    '0 s',
    '40 s',
    '119 min',
    '5 h',
    '3 days',
  ]);
  expect([ago(now, now), ago(now + 500, now), ago(now - 2000, now)]).toEqual(['just now', 'just now', '2 s ago']);
});
