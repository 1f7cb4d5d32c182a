import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { click } from '../support/by-hand.ts';
import { sees } from './support/sees.ts';
import { draftFor, getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

const asked = () => dock.server.requests.filter(({ path }) => path === '/userinfo').at(-1);

/** A client that wants the user info signed. */
async function registerSigned(): Promise<string> {
  const answer = await fetch(`${dock.server.issuer}/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      redirect_uris: [(await dock.status()).identityRedirectUri],
      token_endpoint_auth_method: 'none',
      userinfo_signed_response_alg: 'RS256',
    }),
  });
  return ((await answer.json()) as { client_id: string }).client_id;
}

test.each([
  ['as JSON', async () => 'tester'],
  ['as a signed JWT', registerSigned],
])('I ask the server who the user is, and it answers %s', async (_how, client) => {
  const id = await client();
  await dock.server.endSessions();
  await getToken(dock, 'carol', draftFor(dock.server, { id, client_id: id }));
  const bench = await dock.openWorkbench({ profileId: id, view: 'tokens' });
  await click(bench, 'User info');
  await sees(bench, 'User info of the server sub subject user-carol');
  const [, token] = /^Bearer (.+)$/.exec(String(asked()?.headers.authorization)) ?? [];
  expect(asked()?.status).toBe(200);
  expect(decodeJwt(String(token))).toMatchObject({ client_id: id });
});
