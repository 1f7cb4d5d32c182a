import { afterAll, beforeAll, expect, test } from 'vitest';
import { click, shownText } from '../support/by-hand.ts';
import { sees } from './support/sees.ts';
import { getToken, machineDraftFor, openTokendock, signInAgain, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let host: string;
beforeAll(async () => {
  dock = await openTokendock();
  host = new URL(dock.server.issuer).host;
});
afterAll(() => dock?.close());

const half = { status: 200, body: '{"access_token":"c3VwZXItc2VjcmV0","refresh_token":"bmV4d', isCut: true } as const;

test('The network is lost in the middle of a token’s answer: I am told, and trying again gets it', async () => {
  await dock.send('profile.save', machineDraftFor(dock.server));
  const popup = await dock.openPopup();
  dock.server.failTokenEndpoint(half);
  await click(popup, 'Get token');
  await sees(popup, `The answer of ${host} broke off in the middle. Try again.`);
  expect(await shownText(popup)).not.toContain('c3VwZXI');
  dock.server.restoreTokenEndpoint();
  await click(popup, 'Try again');
  await popup.waitForSelector('[aria-label="Use the token of machine"]');
  await popup.close();
});

test('It is lost in the middle of a renewal’s: the token of before is in use, its refresh token is kept, and renews it the next time', async () => {
  const { id } = await getToken(dock, 'alice', signInAgain(dock.server));
  const before = await dock.send('token.copy', { id, as: 'token' });
  await dock.send('binding.add', { tokenId: id, api: [`${dock.api.origin}/api/*`], pages: [`${dock.api.origin}/*`] });
  dock.server.failTokenEndpoint(half);
  await expect(dock.send('token.renew', { id })).rejects.toThrow(/answer_cut/);
  dock.server.restoreTokenEndpoint();
  const popup = await dock.openPopup();
  await sees(popup, `The answer of ${host} broke off in the middle.`);
  await popup.close();
  const page = await dock.openPage(dock.api.origin);
  expect(await page.evaluate(async () => (await fetch('/api/pets')).status)).toBe(200);
  expect(await dock.send('token.copy', { id, as: 'token' })).toBe(before);
  await dock.send('token.renew', { id });
  expect(await dock.send('token.copy', { id, as: 'token' })).not.toBe(before);
  const [profile] = (await dock.status()).profiles.filter(({ id: profileId }) => profileId === 'petstore');
  expect(profile?.tokens).toMatchObject([{ id, label: 'alice', renewable: true }]);
});
