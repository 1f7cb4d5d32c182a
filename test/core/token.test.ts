import { describe, expect, test } from 'vitest';
import { Failure, type FailureCode, failureRecord } from '../../src/core/failure.ts';
import { dueAt, isDue, isExpired, isRenewable, mayRenewFrom, mayRenewItself } from '../../src/core/token.ts';
import { aProfile, aToken, noon, without } from './support/records.ts';

const lasting = (seconds: number) => aToken({ expiresAt: noon + seconds * 1000 });
const endless = without('expiresAt');

describe('A token is renewed before it ends:', () => {
  test.each([
    ['half a minute before, when it lasts an hour', 3600, 3570],
    ['half a minute before, when it lasts five minutes', 300, 270],
    ['a tenth of its life before, when it lasts a minute', 60, 54],
    ['half a second before, when it lasts five', 5, 4.5],
    ['at once, when it came dead', 0, 0],
  ])('%s', (_, seconds, due) => {
    expect(dueAt(lasting(seconds), noon)).toBe(noon + due * 1000);
    expect(isDue(lasting(seconds), noon + due * 1000)).toBe(true);
    expect(isDue(lasting(seconds), noon + due * 1000 - 1)).toBe(false);
  });

  test('never, when the server gave it no end', () => {
    expect(dueAt(endless, noon)).toBeUndefined();
    expect(isDue(endless, Number.MAX_SAFE_INTEGER)).toBe(false);
    expect(isExpired(endless, Number.MAX_SAFE_INTEGER)).toBe(false);
  });

  test('and it is expired at its end, not before', () => {
    expect(isExpired(lasting(60), noon + 59_999)).toBe(false);
    expect(isExpired(lasting(60), noon + 60_000)).toBe(true);
  });
});

describe('A token can be renewed', () => {
  test('when it came with a refresh token, or when its request can be made again without anybody', () => {
    const bare = without('refresh_token');
    for (const grant_type of ['password', 'urn:ietf:params:oauth:grant-type:token-exchange', 'extension'] as const)
      expect(isRenewable(bare, aProfile({ grant_type }))).toBe(true);
    for (const grant_type of ['implicit', 'hybrid', 'urn:ietf:params:oauth:grant-type:device_code'] as const)
      expect(isRenewable(bare, aProfile({ grant_type }))).toBe(false);
    expect(isRenewable(aToken(), aProfile())).toBe(true);
    expect(isRenewable(bare, aProfile())).toBe(false);
    expect(isRenewable(bare, aProfile({ grant_type: 'client_credentials' }))).toBe(true);
  });

  const failed = (code: FailureCode) =>
    aToken({ renewal: { failedAt: noon, failure: failureRecord(new Failure(code)) } });

  test.each(['grant_expired', 'client_refused', 'token_refused', 'scope_refused'] as const)(
    'but not by itself after %s: the server would only say it again',
    (code) => {
      expect(mayRenewFrom(failed(code), noon)).toBeUndefined();
      expect(mayRenewItself(failed(code), noon + 1e9)).toBe(false);
    },
  );

  test.each(['server_unreachable', 'server_error', 'server_slow', 'answer_not_json', 'storage_failed'] as const)(
    'half a minute after %s, which may pass',
    (code) => {
      expect(mayRenewItself(failed(code), noon + 29_999)).toBe(false);
      expect(mayRenewItself(failed(code), noon + 30_000)).toBe(true);
    },
  );

  test('at most once a second, even by a server that gives dead tokens', () => {
    expect(mayRenewItself(lasting(0), noon + 999)).toBe(false);
    expect(mayRenewItself(lasting(0), noon + 1000)).toBe(true);
  });
});
