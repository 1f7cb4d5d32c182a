import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { aParameter } from '../oauth/support/a-parameter.ts';
import { killBackground } from './support/kill-background.ts';
import { draftFor, getToken, openTokendock, signIn, signInWindow, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

test.each(['identity', 'tab'] as const)(
  'The background dies while I sign in, and I get my token all the same (%s)',
  async (redirect) => {
    const redirect_uri = redirect === 'tab' ? 'http://localhost:45999/callback' : '';
    if (redirect_uri) await dock.server.addRedirectUri(redirect_uri);
    const parameters = [aParameter('prompt', 'login consent', { stage: 'authorize', place: 'query' })];
    await dock.send('profile.save', draftFor(dock.server, { id: redirect, redirect, redirect_uri, parameters }));
    const window = signInWindow(dock);
    void dock.send('login.start', { profileId: redirect }).catch(() => 'it died, as it should');
    const page = await window;
    await page.waitForSelector('button[value=alice]');
    await killBackground(dock);
    await signIn(page, 'alice');
    const tokens = await vi.waitUntil(
      async () => {
        const profile = (await dock.status()).profiles.find(({ id }) => id === redirect);
        if (profile?.login?.failure) throw new Error(profile.login.failure.code);
        return profile?.tokens.length ? profile.tokens : undefined;
      },
      { timeout: 15_000 },
    );
    expect(tokens).toMatchObject([{ label: 'alice' }]);
  },
);

test('The background dies after a renewal was answered: the new token is used, and no second renewal is needed', async () => {
  const { id } = await getToken(
    dock,
    'bob',
    draftFor(dock.server, {
      id: 'renewed',
      parameters: [aParameter('prompt', 'login consent', { stage: 'authorize', place: 'query' })],
    }),
  );
  const old = await dock.send('token.copy', { id, as: 'token' });
  await dock.send('token.renew', { id });
  await killBackground(dock);
  await dock.send('binding.add', { tokenId: id, api: [`${dock.api.origin}/api/*`], pages: [`${dock.api.origin}/*`] });
  const page = await dock.openPage(dock.api.origin);
  expect(await page.evaluate(async () => (await fetch('/api/pets')).status)).toBe(200);
  const text = await dock.send('token.copy', { id, as: 'token' });
  expect(text).not.toBe(old);
  const used = dock.api.requests.find(({ path }) => path === '/api/pets');
  expect(used).toMatchObject({ user: 'bob' });
  expect(text.startsWith(used?.authorization?.slice(7, 15) ?? 'none')).toBe(true);
  expect(dock.server.requests.filter(({ body }) => body.grant_type === 'refresh_token')).toHaveLength(1);
});
