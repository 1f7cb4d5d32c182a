import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { click } from '../support/by-hand.ts';
import { limitStorage, room } from './support/limited-storage.ts';
import { patience } from './support/patience.ts';
import { sees } from './support/sees.ts';
import {
  draftFor,
  getToken,
  machineDraftFor,
  openTokendock,
  signInAgain,
  type Tokendock,
} from './support/tokendock.ts';

const big = (letters: number) => randomBytes(letters / 2).toString('hex');
const answer = (more: object) => ({
  status: 200,
  body: JSON.stringify({ access_token: 'small', token_type: 'Bearer', expires_in: 3600, ...more }),
});
const tokensOf = async (profile: string) =>
  (await dock.status()).profiles.find(({ id }) => id === profile)?.tokens ?? [];
const text = (id: string) => dock.send('token.copy', { id, as: 'token' });

let dock: Tokendock;
let storage: Awaited<ReturnType<typeof limitStorage>>;
let alice: string;
let before: string;
beforeAll(async () => {
  dock = await openTokendock({ room });
  storage = await limitStorage(dock);
  alice = (await getToken(dock, 'alice', signInAgain(dock.server))).id;
  before = await text(alice);
  await dock.send('binding.add', { tokenId: alice, api: [`${dock.api.origin}/*`], pages: [`${dock.api.origin}/*`] });
  await dock.send('profile.save', machineDraftFor(dock.server));
  for (let login = 0; login < 10; login++) {
    dock.server.failTokenEndpoint(answer({ note: big(80_000) }));
    await dock.send('login.start', { profileId: 'machine' });
  }
  await storage.fill();
});
afterAll(() => dock?.close());

test('There is no room left but for what traces take: they make way for a token', async () => {
  dock.server.failTokenEndpoint(answer({ access_token: big(100_000) }));
  await dock.send('login.start', { profileId: 'machine' });
  const [{ id = '' } = {}] = await tokensOf('machine');
  expect(await text(id)).toHaveLength(100_000);
});

test('There is no room left at all: I read it, what I had is there and goes into pages', async () => {
  await storage.fill();
  dock.server.failTokenEndpoint(answer({ access_token: big(200_000) }));
  const popup = await dock.openPopup();
  await click(popup, 'Get token');
  await sees(
    popup,
    'The browser could not store this: the disk is full, or the part of it that the browser gives to Tokendock. Free some disk space',
  );
  await popup.close();
  const full = /QuotaExceededError/;
  await expect(dock.send('token.renew', { id: alice })).rejects.toThrow(full);
  const long = draftFor(dock.server, { description: big(200_000) });
  await expect(dock.send('profile.save', long)).rejects.toThrow(full);
  const { profiles } = await dock.status();
  expect(profiles.find(({ id }) => id === 'petstore')).toMatchObject({
    description: '',
    tokens: [{ id: alice, label: 'alice', renewable: true }],
  });
  expect(await text(alice)).toBe(before);
  const page = await dock.openPage(dock.api.origin);
  expect(await page.evaluate(async () => (await fetch('/api/pets')).status)).toBe(200);
});

test('There is room again: what failed works, and the refresh token of before still does', async () => {
  await storage.empty();
  dock.server.restoreTokenEndpoint();
  const popup = await dock.openPopup();
  await click(popup, 'Try again', 'Get token');
  await vi.waitFor(async () => {
    const texts = await Promise.all((await tokensOf('machine')).map(({ id }) => text(id)));
    expect(texts.filter((each) => each !== 'small' && each.length < 1_000)).toHaveLength(1);
  }, patience);
  await popup.close();
  await dock.send('token.renew', { id: alice });
  expect(await text(alice)).not.toBe(before);
});
