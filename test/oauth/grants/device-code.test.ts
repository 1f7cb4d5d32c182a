import { afterEach, describe, expect, test } from 'vitest';
import { Failure } from '../../../src/core/failure.ts';
import { requestDeviceCode } from '../../../src/oauth/grants/device-code.ts';
import { afterFailure } from '../../../src/oauth/grants/waiting.ts';
import { aProfile, noon } from '../../core/support/records.ts';
import { type OddAnswer, type OddServer, startOddServer } from '../../support/odd-server.ts';
import { ports } from '../support/real-server.ts';

let server: OddServer;
afterEach(() => server?.close());

async function asked(answer: OddAnswer) {
  server = await startOddServer(() => answer);
  const endpoints = {
    token_endpoint: `${server.origin}/token`,
    device_authorization_endpoint: `${server.origin}/device`,
  };
  return requestDeviceCode(aProfile({ endpoints }), ports);
}

/** RFC 8628, section 3.2. */
const rfc8628 = {
  device_code: 'GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS',
  user_code: 'WDJB-MJHT',
  verification_uri: 'https://example.com/device',
  verification_uri_complete: 'https://example.com/device?user_code=WDJB-MJHT',
  expires_in: 1800,
  interval: 5,
};

describe('The answer to a device', () => {
  test('of RFC 8628, section 3.2, is read', async () => {
    expect(await asked({ json: rfc8628 })).toEqual({
      code: rfc8628.device_code,
      user_code: 'WDJB-MJHT',
      verification_uri: 'https://example.com/device',
      verification_uri_complete: 'https://example.com/device?user_code=WDJB-MJHT',
      interval: 5000,
      nextPollAt: noon + 5000,
      expiresAt: noon + 1_800_000,
    });
  });

  test('need not hold an interval, nor the link with the code in it', async () => {
    const { interval: _1, verification_uri_complete: _2, ...least } = rfc8628;
    const waiting = await asked({ json: least });
    expect(waiting.interval).toBe(5000);
    expect(waiting).not.toHaveProperty('verification_uri_complete');
  });

  test('can be a refusal, which is shown', async () => {
    await expect(asked({ status: 400, json: { error: 'invalid_scope' } })).rejects.toMatchObject({
      code: 'scope_refused',
    });
    await server.close();
    await expect(asked({ status: 403, json: 'no devices here' })).rejects.toMatchObject({
      code: 'authorization_refused',
      quote: { error_description: '"no devices here"' },
    });
  });
});

describe('After a failed question', () => {
  const waiting = { code: 'c', interval: 5000, nextPollAt: noon, expiresAt: noon + 60_000 };
  const said = (error: string) => new Failure('token_refused', { host: 'h' }, { error });
  test.each<[string, unknown, number | undefined]>([
    ['as before while the user has not decided', said('authorization_pending'), 5000],
    ['five seconds slower when that is wanted', said('slow_down'), 10_000],
    ['half as often when the server can’t be reached', new Failure('server_unreachable', { host: 'h' }), 10_000],
    ['half as often when the server fails', new Failure('server_error', { host: 'h' }), 10_000],
    ['never when the user refused', said('access_denied'), undefined],
    ['never when the code ended', said('expired_token'), undefined],
    ['never when something else broke', new Error('broken'), undefined],
  ])('it is asked %s', (_, error, interval) => {
    const next = afterFailure(waiting, error, noon);
    expect(next).toEqual(interval && { ...waiting, interval, nextPollAt: noon + interval });
  });
});
