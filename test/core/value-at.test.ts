import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { pathSteps, valueAt } from '../../src/core/value-at.ts';

const answer = { data: [{ access_token: 'a' }], authed_user: { access_token: 'b' }, 'odd.name': { x: 1 } };

test.each([
  ['data[0].access_token', 'a'],
  ['data.0.access_token', 'a'],
  ['authed_user.access_token', 'b'],
  ["['odd.name'].x", 1],
  ['authed_user["access_token"]', 'b'],
  ['data[1].access_token', undefined],
  ['data..x', undefined],
  ['', undefined],
  ['__proto__.constructor', undefined],
  ['data.length.x', undefined],
])('At %s stands %j', (path, value) => {
  expect(valueAt(answer, path)).toEqual(value);
});

test('Any path of any value is looked up without harm', () => {
  fc.assert(fc.property(fc.jsonValue(), fc.string(), (value, path) => void valueAt(value, path)));
});

test('A path of plain names is its names', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^\w+$/), { minLength: 1 }), (names) => {
      expect(pathSteps(names.join('.'))).toEqual(names);
    }),
  );
});
