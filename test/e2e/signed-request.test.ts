import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginProfile, click, fill, saveForm, unfold } from '../support/by-hand.ts';
import { sees } from './support/sees.ts';
import { openTokendock, signInByHand, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

test('The request travels as a JWT signed with the key that I registered (JAR, pushed)', async () => {
  const bench = await dock.openWorkbench();
  await beginProfile(bench, { name: 'Signed', issuer: dock.server.issuer });
  await fill(bench, { 'Client authentication': 'JWT signed with a private key', Scope: 'openid profile' });
  await unfold(bench, 'More');
  await click(bench, 'Sign the request');
  await click(bench, 'Push the request');
  await click(bench, 'Make a key');
  await sees(bench, 'Register the public part with the server:');
  await unfold(bench, 'Register a client for me');
  await click(bench, 'Register');
  await sees(bench, 'Registered. Save the profile to keep it.');
  await saveForm(bench);
  await signInByHand(dock, bench, 'alice');
  await click(bench, 'Tokens');
  await sees(bench, 'Token of alice');
  const [pushed] = dock.server.requests.filter(({ path }) => path === '/par');
  // RFC 9126, section 3: nothing else but what authenticates the client.
  expect(Object.keys(pushed?.body ?? {}).sort()).toEqual([
    'client_assertion',
    'client_assertion_type',
    'client_id',
    'request',
  ]);
  expect(decodeJwt(String(pushed?.body.request))).toMatchObject({ response_type: 'code', scope: 'openid profile' });
});
