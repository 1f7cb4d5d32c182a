import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowOf } from './support/activity.ts';
import { browserName, getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

/** Keeps the background from answering until the returned function is called. */
async function occupyBackground(): Promise<() => Promise<unknown>> {
  if (browserName === 'firefox') return occupyFirefox();
  const target = await dock.running.browser.waitForTarget((each) => each.type() === 'service_worker');
  const session = await target.createCDPSession();
  const isHeld = new Promise((resolve) => session.once('Debugger.paused', resolve));
  await session.send('Debugger.enable');
  await session.send('Debugger.pause');
  const held = session.send('Runtime.evaluate', { expression: '"it is held here"' });
  await isHeld;
  return async () => {
    await session.send('Debugger.resume');
    await held;
    await session.detach();
  };
}

/** Firefox runs the background on the thread of Tokendock's other pages. Nobody reaches it meanwhile, so it is for some seconds. */
async function occupyFirefox(): Promise<() => Promise<unknown>> {
  const work = dock.own.evaluate((url) => {
    const call = new XMLHttpRequest();
    call.open('GET', url, false);
    call.send();
    const end = Date.now() + 6_000;
    while (Date.now() < end);
  }, `${dock.api.origin}/api/whoami?id=busy`);
  await dock.api.findRequest(({ id }) => id === 'busy');
  return () => work;
}

test('The first call of a page does not wait longer than a second for an answer, and its row says so', async () => {
  const elsewhere = `http://127.0.0.1:${dock.api.port}`;
  const { id: tokenId } = await getToken(dock, 'alice');
  await dock.send('binding.add', { tokenId, api: [`${elsewhere}/api/*`], pages: [`${elsewhere}/*`] });
  // A frame, since Firefox asks the background before it goes to a page.
  const page = await dock.openPage(dock.api.origin);
  const free = await occupyBackground();
  await page.evaluate((src) => {
    document.body.append(Object.assign(document.createElement('iframe'), { src }));
  }, `${elsewhere}/`);
  const frame = await page.waitForFrame(`${elsewhere}/`);
  expect(await frame.evaluate(() => fetch('/api/pets').then(({ status }) => status))).toBeGreaterThan(0);
  await free();
  expect(await rowOf(dock, '/api/pets')).toMatchObject({ did: 'let_go', why: 'no_answer', held: expect.any(Number) });
});
