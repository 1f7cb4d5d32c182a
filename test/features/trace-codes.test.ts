import { expect, test } from 'vitest';
import { traceAuthorization, traceCallback } from '../../src/features/traces.ts';
import { aProfile } from '../core/support/records.ts';
import { createMemory } from '../support/memory-ports.ts';

const profile = aProfile({ deviations: { callback: { parameters: { code: 'auth_code' } } } });

test.each([
  'https://app.acme.example/cb?auth_code=opaque-1234#code=other-5678',
  'https://app.acme.example/cb?state=a#auth_code=opaque-1234%2F#_=_',
  'https://app.acme.example/cb?code=other-5678&auth_code=opaque-1234%',
])('No code stands in a trace, whatever the server calls it, and wherever it put it: %s', async (url) => {
  const memory = createMemory();
  const { ports } = memory.background();
  await traceAuthorization('state', 'https://id.acme.example/authorize?client_id=tester', profile, ports);
  await traceCallback('state', { url }, profile, ports);
  const traces = JSON.stringify([...memory.disk.traces.values()]);
  expect(traces).toContain('auth_code=••••');
  expect(traces).not.toMatch(/opaque-1234|other-5678/);
});
