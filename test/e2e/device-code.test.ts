import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginProfile, click, fill, saveForm, shownText } from '../support/by-hand.ts';
import { killBackground } from './support/kill-background.ts';
import { sees, seesNoMore } from './support/sees.ts';
import { openTokendock, signIn, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let popup: Page;
beforeAll(async () => {
  dock = await openTokendock();
  popup = await dock.openPopup();
  await beginProfile(popup, { name: 'Television', issuer: dock.server.issuer });
  await fill(popup, { 'Client id': 'tester', Grant: 'Device code', Scope: 'openid profile' });
  await saveForm(popup);
});
afterAll(() => dock?.close());

/** What the popup shows: the code, and where it is to be typed. */
async function readCode(): Promise<{ code: string; link: string }> {
  await sees(popup, 'Type this code at');
  const code = await popup.$eval('output', ({ textContent }) => textContent);
  const link = await popup.$eval(
    `a::-p-text(${dock.server.issuer}/device)`,
    (anchor) => (anchor as HTMLAnchorElement).href,
  );
  return { code, link };
}

/** The user on another device. */
async function typeCode({ code, link }: { code: string; link: string }, user: string): Promise<void> {
  await dock.server.endSessions();
  const page = await dock.openPage(link);
  await (await page.waitForSelector('input[name=user_code]'))?.type(code);
  await click(page, 'Go on');
  await click(page, 'Yes, connect');
  await signIn(page, user);
  await sees(page, 'The device is connected');
  await page.close();
  await popup.bringToFront();
}

test('I type the code that Tokendock shows at the server, and the token arrives', async () => {
  await click(popup, 'Get token');
  await typeCode(await readCode(), 'alice');
  await popup.waitForSelector('[aria-label="Use the token of alice"]');
  await seesNoMore(popup, 'Type this code at');
});

test('I cancel while it waits: the code is gone, and the tokens that I have stay', async () => {
  await click(popup, 'Get token');
  await readCode();
  await click(popup, 'Cancel');
  await seesNoMore(popup, 'Type this code at');
  expect((await dock.status()).profiles[0]).toMatchObject({ tokens: [{ label: 'alice' }] });
  expect((await dock.status()).profiles[0]?.login).toBeUndefined();
});

test('The background dies while it waits for me, and the token arrives all the same', async () => {
  await click(popup, 'Get token');
  const shown = await readCode();
  await killBackground(dock);
  await typeCode(shown, 'bob');
  await popup.waitForSelector('[aria-label="Use the token of bob"]');
  expect(await shownText(popup)).not.toContain('Something went wrong');
});
