import { expect, test } from 'vitest';
import { type Activity, addActivity } from '../../src/core/activity.ts';
import { noon } from './support/records.ts';

const row = (bindingId: string, url = 'https://api.acme.example/'): Activity => ({
  bindingId,
  method: 'GET',
  url,
  status: 200,
  at: noon,
  did: 'added',
});

test('The activity of a tab counts the calls of its binding and remembers the last one', () => {
  const first = addActivity(undefined, [row('a'), row('a', 'https://api.acme.example/last')]);
  expect(first).toEqual({ count: 2, last: row('a', 'https://api.acme.example/last') });
  expect(addActivity(first, [row('a')])).toEqual({ count: 3, last: row('a') });
});

test('What an earlier binding did is no longer counted', () => {
  expect(addActivity({ count: 9, last: row('a') }, [row('a'), row('b')])).toEqual({ count: 1, last: row('b') });
});

test('Nothing reported changes nothing', () => {
  expect(addActivity(undefined, [])).toBeUndefined();
  expect(addActivity({ count: 9, last: row('a') }, [])).toEqual({ count: 9, last: row('a') });
});
