import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { browserName, getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

// Firefox forgets what tests install when it is closed: there Tokendock alone is started again, which takes its rules, too.
const isKept = browserName === 'chromium';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock({ keepsProfile: isKept });
});
afterAll(() => dock?.close());

test(`${isKept ? 'The browser' : 'Tokendock'} is started again: its rules are gone, and what I had is there and injected`, async () => {
  const { id } = await getToken(dock, 'alice');
  const { origin } = dock.api;
  await dock.send('binding.add', { tokenId: id, mode: 'network', api: [`${origin}/api/*`], pages: [`${origin}/*`] });
  await (isKept ? dock.restart() : dock.update(inject('extension')));
  expect((await dock.status()).profiles).toMatchObject([{ tokens: [{ id, label: 'alice' }] }]);
  const page = await dock.openPage(origin);
  expect(await page.evaluate(async () => (await fetch('/api/pets')).status)).toBe(200);
});
