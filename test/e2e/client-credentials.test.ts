import { afterAll, beforeAll, expect, test } from 'vitest';
import { draftFor, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

test('A machine client gets its token without any window', async () => {
  await dock.send(
    'profile.save',
    draftFor(dock.server, {
      grant_type: 'client_credentials',
      client_id: 'machine',
      client_secret: 'machine-secret',
      token_endpoint_auth_method: 'client_secret_basic',
      scope: 'pets:read',
    }),
  );
  await dock.send('login.start', { profileId: 'petstore' });
  const [profile] = (await dock.status()).profiles;
  expect(profile?.login?.failure).toBeUndefined();
  expect(profile?.tokens).toMatchObject([{ label: 'machine', renewable: true }]);
});
