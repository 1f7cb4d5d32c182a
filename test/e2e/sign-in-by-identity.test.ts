import { afterAll, beforeAll, expect, test } from 'vitest';
import { getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

test('I sign in in the browser’s own window, and the token is mine', async () => {
  const token = await getToken(dock, 'alice');
  expect(token).toMatchObject({ label: 'alice', scope: ['openid', 'profile', 'pets:read'], renewable: true });
  const exchange = dock.server.requests.find(({ body }) => body.grant_type === 'authorization_code');
  expect(exchange?.body).toHaveProperty('code_verifier');
  expect(exchange?.headers).not.toHaveProperty('origin');
});
