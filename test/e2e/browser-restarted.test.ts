import { afterAll, beforeAll, expect, test } from 'vitest';
import { getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock({ keepsProfile: true });
});
afterAll(() => dock?.close());

// Firefox forgets what tests install when it is closed: it is installed again there, and finds its records.
test('The browser is started again: its rules are gone, and what I had is there and injected', async () => {
  const { id } = await getToken(dock, 'alice');
  const { origin } = dock.api;
  await dock.send('binding.add', { tokenId: id, mode: 'network', api: [`${origin}/api/*`], pages: [`${origin}/*`] });
  await dock.restart();
  expect((await dock.status()).profiles).toMatchObject([{ tokens: [{ id, label: 'alice' }] }]);
  const page = await dock.openPage(origin);
  expect(await page.evaluate(async () => (await fetch('/api/pets')).status)).toBe(200);
});
