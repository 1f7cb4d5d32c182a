import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { click, fill, saveForm, unfold } from '../support/by-hand.ts';
import { type CibaServer, startCibaServer } from '../support/strict/ciba-server.ts';
import { strictClient } from '../support/strict/strict-endpoint.ts';
import { patience } from './support/patience.ts';
import { sees } from './support/sees.ts';
import { openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let server: CibaServer;
beforeAll(async () => {
  server = await startCibaServer(() => Date.now());
  dock = await openTokendock();
});
afterAll(() => Promise.all([dock?.close(), server?.close()]));

test('The user agrees on their own device, and the token arrives (CIBA)', async () => {
  const bench = await dock.openWorkbench();
  await click(bench, 'Create a profile');
  await fill(bench, {
    Name: 'Bank',
    'Client id': strictClient.client_id,
    Grant: 'CIBA (poll)',
    'Login hint': 'alice',
    'Binding message': 'Blue 42',
    'Client secret': strictClient.client_secret,
    'Client authentication': 'Secret in a Basic header',
    Scope: 'openid',
  });
  await unfold(bench, 'More');
  await fill(bench, {
    'Backchannel authentication URL': `${server.origin}/ask`,
    'Token URL': `${server.origin}/token`,
  });
  await saveForm(bench);
  await click(bench, 'Get token');
  await sees(bench, 'asks the user on their own device.');
  const [asked] = server.requests;
  expect(Object.fromEntries(asked?.body ?? [])).toMatchObject({ login_hint: 'alice', binding_message: 'Blue 42' });
  server.decide(await vi.waitUntil(() => server.askedOf('alice'), patience), 'allow');
  await click(bench, 'Tokens');
  await sees(bench, 'Token of User 1');
});
