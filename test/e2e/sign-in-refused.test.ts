import { afterAll, beforeAll, expect, test } from 'vitest';
import { draftFor, loginFailure, openTokendock, signIn, signInWindow, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

test('When the user says no, I read what the server said', async () => {
  await dock.send('profile.save', draftFor(dock.server));
  const window = signInWindow(dock);
  void dock.send('login.start', { profileId: 'petstore' });
  await signIn(await window, 'alice', 'deny');
  const failure = await loginFailure(dock);
  expect(failure.code).toBe('authorization_refused');
  expect(failure.quote?.error).toBe('access_denied');
  expect(failure.quote?.error_description).toBeTruthy();
});
