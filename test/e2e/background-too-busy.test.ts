import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowOf } from './support/activity.ts';
import { browserName, getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

/** Keeps the background from answering for three seconds. Firefox runs it on the thread of Tokendock's other pages. */
async function occupyBackground(): Promise<void> {
  const work = () => {
    const end = Date.now() + 3_000;
    while (Date.now() < end);
  };
  if (browserName === 'firefox') return dock.own.evaluate(work);
  const target = await dock.running.browser.waitForTarget((each) => each.type() === 'service_worker');
  return (await target.worker())?.evaluate(work);
}

test('The first call of a page does not wait longer than a second for an answer, and its row says so', async () => {
  const elsewhere = `http://127.0.0.1:${dock.api.port}`;
  const { id: tokenId } = await getToken(dock, 'alice');
  await dock.send('binding.add', { tokenId, api: [`${elsewhere}/api/*`], pages: [`${elsewhere}/*`] });
  // A frame, since Firefox asks the background before it goes to a page.
  const page = await dock.openPage(dock.api.origin);
  let isFree = false;
  const free = occupyBackground().then(() => {
    isFree = true;
  });
  await page.evaluate((src) => {
    document.body.append(Object.assign(document.createElement('iframe'), { src }));
  }, `${elsewhere}/`);
  const frame = await page.waitForFrame(`${elsewhere}/`);
  expect(await frame.evaluate(() => fetch('/api/pets').then(({ status }) => status))).toBeGreaterThan(0);
  expect(isFree).toBe(false);
  await free;
  expect(await rowOf(dock, '/api/pets')).toMatchObject({ did: 'let_go', why: 'no_answer', held: expect.any(Number) });
});
