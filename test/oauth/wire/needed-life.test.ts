import { describe, expect, test } from 'vitest';
import type { AnswerDeviation } from '../../../src/core/deviations.ts';
import { neededLife } from '../../../src/oauth/wire/needed-life.ts';
import { normaliseResponse } from '../../../src/oauth/wire/normalise-response.ts';
import { aProfile, noon } from '../../core/support/records.ts';

describe('How long a token lives', () => {
  test.each<[string, object, AnswerDeviation]>([
    [
      'in seconds beside a wrong “expires_in”',
      { expires_in_sec: 60, expires_in: 60_000 },
      { fields: { expires_in: 'expires_in_sec' } },
    ],
    ['under another name', { ttl: '60' }, { fields: { expires_in: 'ttl' } }],
    ['in milliseconds', { expires_in_ms: 60_000 }, { fields: { expires_in: 'expires_in_ms' }, unit: 'milliseconds' }],
    ['in minutes', { expires_in_minutes: 1 }, { fields: { expires_in: 'expires_in_minutes' }, unit: 'minutes' }],
    ['as a moment', { expires_on: noon / 1000 + 60 }, { fields: { expires_at: 'expires_on' } }],
  ])('is told %s: the setting is offered, and with it the life is right', (_, life, setting) => {
    const answer = { access_token: 'a', token_type: 'bearer', ...life };
    const offered = neededLife(answer, {});
    expect(JSON.parse(offered?.setting ?? '')).toEqual({ answers: { token: setting, refresh: setting } });
    expect(neededLife(answer, setting)).toBeUndefined();
    const profile = aProfile({ deviations: { answers: { token: setting } } });
    const heard = { status: 200, type: 'application/json', text: JSON.stringify(answer) };
    expect(normaliseResponse(heard, profile, 'token', noon).fields).toMatchObject({ expires_in: 60 });
  });

  test('is found beside a token that stands deeper', () => {
    const answer = { data: { access_token: 'a', token_type: 'bearer', expires_in_sec: 60, expires_in: 60_000 } };
    const offered = neededLife(answer, { within: 'data' });
    expect(offered?.path).toBe('data.expires_in_sec');
  });

  test.each([
    { expires_in: 60, expires_in_sec: 60 },
    { expires_in: 60, ext_expires_in: 90 },
    { expires_in: 60, expires_in_ms: 60_000 },
    { expires_in: 60, expires: noon / 1000 + 60 },
  ])('is clear in %j: nothing is offered', (life) => {
    expect(neededLife({ access_token: 'a', token_type: 'bearer', ...life }, {})).toBeUndefined();
  });
});
