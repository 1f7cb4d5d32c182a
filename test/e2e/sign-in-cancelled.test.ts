import { afterAll, beforeAll, expect, test } from 'vitest';
import { draftFor, loginFailure, openTokendock, signInWindow, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

test.each(['identity', 'tab'] as const)('When I close the sign-in window, I can try again (%s)', async (redirect) => {
  const redirect_uri = redirect === 'tab' ? 'http://localhost:45999/callback' : '';
  if (redirect_uri) await dock.server.addRedirectUri(redirect_uri);
  await dock.send('profile.save', draftFor(dock.server, { redirect, redirect_uri }));
  const window = signInWindow(dock);
  void dock.send('login.start', { profileId: 'petstore' });
  await (await window).close();
  expect((await loginFailure(dock)).code).toBe('sign_in_cancelled');
});
