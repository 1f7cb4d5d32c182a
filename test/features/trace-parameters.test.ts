import { expect, test } from 'vitest';
import type { Parameter } from '../../src/core/parameter.ts';
import { pollToken } from '../../src/features/poll-token.ts';
import { renewToken } from '../../src/features/renew-token.ts';
import { harOf } from '../../src/features/traces.ts';
import { aProfile, aToken } from '../core/support/records.ts';
import { createMemory } from '../support/memory-ports.ts';

test('No secret of my own parameters stands in a trace or its HAR, wherever it is sent or repeated', async () => {
  const parameter = (name: string, value: string, place: Parameter['place']): Parameter => {
    return { name, value, stage: 'every', place, on: true };
  };
  const memory = createMemory();
  const profile = aProfile({
    parameters: [
      parameter('X-Auth-Token', 'hush-1', 'header'),
      parameter('X-Access-Key', 'hush-2', 'header'),
      parameter('subscription-key', 'hush-3', 'query'),
      parameter('pin', 'hush-4', 'body'),
      parameter('audience', 'pets', 'body'),
    ],
    deviations: { requests: { refresh: { add: [{ name: 'client_credential', value: 'hush-5', place: 'body' }] } } },
  });
  memory.disk.profiles.set('acme', profile);
  memory.disk.tokens.set('alice', aToken());
  const sent: string[] = [];
  const fetch: typeof globalThis.fetch = async (url, { headers, body } = {}) => {
    sent.push(String(url), JSON.stringify([...new Headers(headers)]), String(body));
    return Response.json(
      { access_token: 'opaque-1234', token_type: 'bearer', said: 'hush-1 hush-5' },
      { headers: { 'x-access-token': 'hush-6' } },
    );
  };
  const { ports } = memory.background();
  await renewToken('alice', { ...ports, fetch });
  for (const secret of ['hush-1', 'hush-2', 'hush-3', 'hush-4', 'hush-5']) expect(sent.join()).toContain(secret);
  const har = await harOf('acme', '1', ports);
  expect(har).toContain('pets');
  expect(har).not.toContain('hush');
});

test('No device code stands in a trace, whatever the tester’s own text for the request calls it', async () => {
  const memory = createMemory();
  const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
  const text = 'the device says {device_code}';
  memory.disk.profiles.set(
    'acme',
    aProfile({ grant_type, deviations: { requests: { token: { body: { contentType: 'text/plain', text } } } } }),
  );
  const now = memory.clock.now;
  const waiting = { code: 'hush-device', interval: 5000, nextPollAt: now, expiresAt: now + 60_000, user_code: 'ABCD' };
  memory.disk.logins.set('login', {
    ...{ id: 'login', profileId: 'acme', step: 'waiting_for_user', startedAt: now, stepAt: now },
    waiting,
  });
  const sent: string[] = [];
  const fetch: typeof globalThis.fetch = async (_, { body } = {}) => {
    sent.push(String(body));
    return Response.json({ error: 'access_denied', error_description: 'no hush-device' }, { status: 400 });
  };
  const { ports } = memory.background();
  await pollToken('login', { ...ports, fetch });
  expect(sent.join()).toContain('hush-device');
  const har = await harOf('acme', '1', ports);
  expect(har).toContain('the device says');
  expect(har).not.toContain('hush');
});
