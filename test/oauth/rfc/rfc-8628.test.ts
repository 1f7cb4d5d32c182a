import { describe, expect, test } from 'vitest';
import type { Waiting } from '../../../src/core/login.ts';
import { askForDevice, requestDeviceCode } from '../../../src/oauth/grants/device-code.ts';
import { afterFailure } from '../../../src/oauth/grants/waiting.ts';
import { aProfile, noon } from '../../core/support/records.ts';
import { exampleServer, form, json } from './support/example-server.ts';

const profile = aProfile({
  grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
  client_id: '1406020730',
  scope: ['example_scope'],
  endpoints: {
    token_endpoint: 'https://server.example.com/token',
    device_authorization_endpoint: 'https://server.example.com/device_authorization',
  },
});
const device_code = 'GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS';
const waiting: Waiting = {
  code: device_code,
  user_code: 'WDJB-MJHT',
  verification_uri: 'https://example.com/device',
  verification_uri_complete: 'https://example.com/device?user_code=WDJB-MJHT',
  interval: 5000,
  nextPollAt: noon + 5000,
  expiresAt: noon + 1_800_000,
};

describe('RFC 8628', () => {
  test('sections 3.1 and 3.2: the code is asked for as printed, and the answer is read', async () => {
    const { code: _1, interval: _2, nextPollAt: _3, expiresAt: _4, ...shown } = waiting;
    const { ports, sent } = exampleServer(json({ device_code, ...shown, expires_in: 1800, interval: 5 }));
    expect(await requestDeviceCode(profile, ports)).toEqual(waiting);
    expect(sent).toMatchObject([{ method: 'POST', url: 'https://server.example.com/device_authorization' }]);
    expect(form(sent[0]?.body ?? '')).toEqual(form('client_id=1406020730&scope=example_scope'));
  });

  test('section 3.4: the token is asked for as printed', async () => {
    const { ports, sent } = exampleServer(json({ access_token: 'a', token_type: 'Bearer' }));
    expect((await askForDevice(profile, waiting, ports, {})).access_token).toBe('a');
    expect(form(sent[0]?.body ?? '')).toEqual(
      form(`grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code
        &device_code=GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS&client_id=1406020730`),
    );
  });

  test.each<[string, string, number | undefined]>([
    ['authorization_pending', 'token_refused', 5000],
    ['slow_down', 'token_refused', 10_000],
    ['access_denied', 'authorization_refused', undefined],
    ['expired_token', 'user_too_late', undefined],
  ])('section 3.5: after %s it is asked again when that is allowed', async (error, code, interval) => {
    const { ports } = exampleServer(json({ error }, 400));
    const failure = await askForDevice(profile, waiting, ports, {}).catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code, quote: { error } });
    expect(afterFailure(waiting, failure, noon)?.interval).toBe(interval);
  });

  test('section 3.5: a connection that times out is asked again more slowly', async () => {
    const failure = await askForDevice(profile, waiting, exampleServer().ports, {}).catch((thrown: unknown) => thrown);
    expect(afterFailure(waiting, failure, noon)?.interval).toBe(10_000);
  });
});
