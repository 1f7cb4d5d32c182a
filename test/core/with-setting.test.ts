import { describe, expect, test } from 'vitest';
import { withSetting } from '../../src/core/with-setting.ts';

describe('A setting that a failure offers', () => {
  test('comes to what the profile says already', () => {
    const before = { use: { scheme: 'token' }, answers: { token: { fields: { scope: 's' }, success: 'ok=1' } } };
    const setting = { answers: { token: { within: 'data', success: 'ok=true' }, refresh: { within: 'data' } } };
    expect(withSetting(before, JSON.stringify(setting))).toEqual({
      use: { scheme: 'token' },
      answers: { token: { fields: { scope: 's' }, within: 'data', success: 'ok=true' }, refresh: { within: 'data' } },
    });
    expect(withSetting(undefined, '{"emptyBasic":true}')).toEqual({ emptyBasic: true });
  });

  test('is left alone when it is none', () => {
    for (const text of ['', 'nonsense', '[', '"x"', '{"emptyBasic":"yes"}', '{"answers":{"token":{"fields":{"a":1}}}}'])
      expect(withSetting({}, text)).toBeUndefined();
  });

  test('can’t reach what every object has', () => {
    withSetting({}, '{"use":{"headers":{"__proto__":"x"}},"__proto__":{"polluted":true}}');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
