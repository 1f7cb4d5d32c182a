import { afterAll, beforeAll, expect, test } from 'vitest';
import { getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

test('When I forget a token, the server forgets it too', async () => {
  const { id } = await getToken(dock, 'alice');
  const text = await dock.send('token.copy', { id, as: 'token' });
  const userInfo = () => fetch(`${dock.server.issuer}/userinfo`, { headers: { authorization: `Bearer ${text}` } });
  await dock.send('token.forget', { id });
  const revoked = dock.server.requests.filter(({ path }) => path === '/revoke');
  expect(revoked.map(({ body, status }) => [body.token_type_hint, status])).toEqual([
    ['refresh_token', 200],
    ['access_token', 200],
  ]);
  expect((await userInfo()).status).toBe(401);
  expect((await dock.status()).profiles[0]?.tokens).toEqual([]);
});
