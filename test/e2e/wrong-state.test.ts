import { afterAll, beforeAll, expect, test } from 'vitest';
import { draftFor, loginFailure, openTokendock, signInWindow, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

test.each([
  [
    'An answer with another state than mine is not taken',
    'state_wrong',
    (issuer: string) => ({ state: 'guessed', iss: issuer }),
  ],
  [
    'An answer of another server is not taken',
    'issuer_mixed_up',
    () => ({ state: 'guessed', iss: 'https://evil.example' }),
  ],
])('%s', async (_title, code, answer) => {
  const redirect_uri = 'http://localhost:45999/callback';
  await dock.server.addRedirectUri(redirect_uri);
  await dock.send('profile.save', draftFor(dock.server, { redirect: 'tab', redirect_uri }));
  const window = signInWindow(dock);
  void dock.send('login.start', { profileId: 'petstore' });
  const page = await window;
  await page.waitForSelector('button[value=alice]');
  await page.evaluate(
    (url) => {
      location.href = url;
    },
    `${redirect_uri}?${new URLSearchParams({ code: 'stolen', ...answer(dock.server.issuer) })}`,
  );
  expect((await loginFailure(dock)).code).toBe(code);
  expect(dock.server.requests).toEqual([]);
});
