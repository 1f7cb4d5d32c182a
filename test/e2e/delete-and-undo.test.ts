import { afterAll, beforeAll, test } from 'vitest';
import { choose, click } from '../support/by-hand.ts';
import { speaksAs } from './support/demo-page.ts';
import { sees, seesProfiles } from './support/sees.ts';
import { getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

test('I delete a profile and undo it: its tokens and where they go come back', async () => {
  const { id: tokenId } = await getToken(dock, 'alice');
  await dock.send('binding.add', { tokenId, api: [`${dock.api.origin}/api/*`], pages: [`${dock.api.origin}/*`] });
  const page = await dock.openPage(dock.api.origin);
  const popup = await dock.openPopup();
  await choose(popup, 'Delete', { of: 'Petstore' });
  await sees(popup, 'Deleted “Petstore”.');
  await sees(popup, 'Tokens for the APIs that you test');
  await speaksAs(page, undefined);
  await popup.bringToFront();
  await click(popup, 'Undo');
  await seesProfiles(popup, 'Petstore');
  await popup.waitForSelector('[aria-label="In use: alice"]');
  await speaksAs(page, 'alice');
});
