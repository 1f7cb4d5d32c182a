import { afterAll, beforeAll, expect, test } from 'vitest';
import { click } from '../support/by-hand.ts';
import { damageRecord } from './support/damage-record.ts';
import { sees, seesNoMore } from './support/sees.ts';
import { storedRecords } from './support/stored-records.ts';
import { getToken, machineDraftFor, openTokendock, signInAgain, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let alice: string;
let bob: string;
beforeAll(async () => {
  dock = await openTokendock();
  alice = (await getToken(dock, 'alice', signInAgain(dock.server))).id;
  bob = (await getToken(dock, 'bob', signInAgain(dock.server))).id;
  await dock.send('profile.save', machineDraftFor(dock.server));
  await dock.send('binding.add', { tokenId: alice, api: [`${dock.api.origin}/*`], pages: [`${dock.api.origin}/*`] });
});
afterAll(() => dock?.close());

const sentence = 'records can’t be read: their file was damaged, or somebody changed it.';
const tokens = async () =>
  (await dock.status()).profiles.flatMap((each) => each.tokens.map(({ label }) => label)).sort();

test('A token’s record is damaged on disk: I am told, all others are there and of use, and nothing is deleted', async () => {
  await damageRecord(dock, 'tokens', bob);
  const popup = await dock.openPopup();
  await sees(popup, `1 of Tokendock’s ${sentence} All others are still there.`);
  expect(await tokens()).toEqual(['alice']);
  const page = await dock.openPage(dock.api.origin);
  expect(await page.evaluate(async () => (await fetch('/api/pets')).status)).toBe(200);
  await dock.send('token.renew', { id: alice });
  await dock.send('login.start', { profileId: 'machine' });
  expect(await tokens()).toEqual(['alice', 'machine']);
  expect((await storedRecords(dock)).records.tokens).toContain(bob);
  await popup.close();
});

test('The file is put right again: the token is there as it was', async () => {
  await damageRecord(dock, 'tokens', bob);
  expect(await tokens()).toEqual(['alice', 'bob', 'machine']);
  expect((await dock.status()).trouble).toBeUndefined();
  expect(await dock.send('token.copy', { id: bob, as: 'token' })).toMatch(/./);
});

test('A profile’s and a token’s record are damaged: I delete them when I want to, and nothing else goes', async () => {
  await damageRecord(dock, 'tokens', bob);
  await damageRecord(dock, 'profiles', 'machine');
  const popup = await dock.openPopup();
  await sees(popup, `2 of Tokendock’s ${sentence}`);
  await click(popup, 'Delete them');
  await seesNoMore(popup, sentence);
  const { records } = await storedRecords(dock);
  expect([records.tokens?.includes(bob), records.tokens?.includes(alice), records.profiles]).toEqual([
    false,
    true,
    ['petstore'],
  ]);
  expect(await tokens()).toContain('alice');
});
