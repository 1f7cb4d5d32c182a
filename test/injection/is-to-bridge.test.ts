import { expect, test } from 'vitest';
import { isToBridge } from '../../src/injection/is-to-bridge.ts';

const call = { bindingId: 'one', method: 'GET', url: 'https://api.example/pets' };
const refusal = { ...call, status: 401, at: 0, isSecond: false };

test.each([
  { kind: 'ping' },
  { kind: 'renew', to: 'one', bindingId: 'one' },
  { kind: 'prove', to: 'a', call },
  { kind: 'refused', to: 'a', refusal },
  { kind: 'refused', to: 'a', refusal: { ...refusal, challenge: undefined, nonce: 'n' } },
  { kind: 'report', rows: [{ ...call, at: 0, did: 'added', status: undefined }] },
])('The bridge hears what the injector says: %j', (message) => {
  expect(isToBridge(message)).toBe(true);
});

test.each([
  null,
  undefined,
  'ping',
  {},
  { kind: 'of tomorrow' },
  { kind: 'renew', to: 'one' },
  { kind: 'prove', to: 'a', call: { method: 'GET' } },
  { kind: 'refused', to: 'a', refusal: { ...refusal, url: 'no URL' } },
  { kind: 'refused', to: 'a', refusal: { ...refusal, challenge: ['deep'] } },
  { kind: 'report', rows: [{ method: null, url: '' }] },
  { kind: 'report' },
])('The bridge leaves alone what the injector never says: %j', (message) => {
  expect(isToBridge(message)).toBe(false);
});
