import { afterAll, beforeAll, expect, test } from 'vitest';
import { click } from '../support/by-hand.ts';
import { sees } from './support/sees.ts';
import { getToken, openTokendock, signInWindow, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

test('I sign out at the server: its page opens, and Tokendock keeps its token', async () => {
  await getToken(dock, 'alice');
  const bench = await dock.openWorkbench({ profileId: 'petstore', view: 'tokens' });
  const opened = signInWindow(dock);
  await click(bench, 'Log out at the server');
  const page = await opened;
  await page.bringToFront();
  await sees(page, 'Sign out?');
  await click(page, 'Sign out');
  await sees(page, 'You are signed out');
  expect((await dock.status()).profiles[0]?.tokens).toHaveLength(1);
});
