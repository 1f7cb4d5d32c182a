import { afterAll, beforeAll, expect, test } from 'vitest';
import { setClock } from './support/set-clock.ts';
import { getToken, machineDraftFor, openTokendock, signInAgain, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

const day = 86_400_000;
const asked = (grant: string) => dock.server.requests.filter(({ body }) => body.grant_type === grant).length;
const tokenOf = async (profile: string) =>
  (await dock.status()).profiles.find(({ id }) => id === profile)?.tokens[0] ?? expect.fail('it is gone');

test('The computer’s clock is set ahead and back: a token is renewed once for it, not again and again, and pages get it', async () => {
  await dock.send('profile.save', machineDraftFor(dock.server));
  await dock.send('login.start', { profileId: 'machine' });
  const { id } = await tokenOf('machine');
  await dock.send('binding.add', { tokenId: id, api: [`${dock.api.origin}/api/*`], pages: [`${dock.api.origin}/*`] });
  // Ahead, the token has ended; back from there, nobody can tell when it does.
  for (const [ahead, wanted] of [
    [365 * day, 1],
    [0, 1],
    [-day, 1],
    [0, 1],
  ] as const) {
    const before = asked('client_credentials');
    await setClock(dock, ahead);
    for (let times = 0; times < 3; times++) await dock.send('token.freshen', { id });
    const page = await dock.openPage(dock.api.origin);
    expect(await page.evaluate(async () => (await fetch('/api/pets')).status)).toBe(200);
    await page.close();
    expect([ahead, asked('client_credentials') - before]).toEqual([ahead, wanted]);
  }
});

test('An ID token that this clock takes for ended: I am told so, and asked no more than once', async () => {
  const { id } = await getToken(dock, 'alice', signInAgain(dock.server));
  await setClock(dock, 365 * day);
  const before = asked('refresh_token');
  for (let times = 0; times < 3; times++) await dock.send('token.freshen', { id });
  expect((await tokenOf('petstore')).failure?.code).toBe('clock_skewed');
  expect(asked('refresh_token') - before).toBe(1);
});
