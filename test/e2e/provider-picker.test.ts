import type { KeyInput, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { click, clickOn, fill, saveForm, unfold } from '../support/by-hand.ts';
import { barriers } from './support/axe.ts';
import { hasFocus, tabBackTo } from './support/keyboard.ts';
import { patience } from './support/patience.ts';
import { sees } from './support/sees.ts';
import { showIn, type Theme } from './support/theme.ts';
import { openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let page: Page;
beforeAll(async () => {
  dock = await openTokendock();
  page = await dock.openPopup();
});
afterAll(() => dock?.close());

async function press(...keys: KeyInput[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

function shown(...ids: string[]): Promise<(string | undefined)[]> {
  return page.evaluate(
    (wanted) => wanted.map((id) => document.querySelector<HTMLInputElement>(`#field-${id}`)?.value),
    ids,
  );
}

async function expectUsable(): Promise<void> {
  for (const theme of ['light', 'dark'] satisfies Theme[]) {
    await showIn(theme, page);
    expect(await barriers(page), theme).toEqual({});
  }
}

test('I find my provider in the popup by typing, without a mouse', async () => {
  await click(page, 'Create a profile');
  await hasFocus(page, 'Issuer');
  await page.waitForSelector('[role=combobox]');
  await tabBackTo(page, 'Provider');
  await page.keyboard.type('git');
  await sees(page, 'GitHub (OAuth app)');
  await expectUsable();
  await press('ArrowDown', 'ArrowUp', 'Enter');
  await sees(page, 'Register the client at github.com');
  await unfold(page, 'More');
  expect(await shown('provider', 'name', 'token_endpoint', 'scope')).toEqual([
    'GitHub (OAuth app)',
    'GitHub (OAuth app)',
    'https://github.com/login/oauth/access_token',
    'read:user',
  ]);
  await expectUsable();
});

test('A scope is a choice, with a sentence of what it allows', async () => {
  await clickOn(page, 'label::-p-text(Writes gists.)');
  expect(await shown('scope')).toEqual(['read:user gist']);
});

test('The popup closes while I register the client; the provider is there again', async () => {
  await page.close();
  page = await dock.openPopup();
  await sees(page, 'Register the client at github.com');
  expect(await shown('provider', 'scope')).toEqual(['GitHub (OAuth app)', 'read:user gist']);
});

test('Esc closes the list, not the form', async () => {
  await page.focus('#field-provider');
  await press('ArrowDown');
  await sees(page, 'GitHub (GitHub App)');
  await press('Escape');
  await page.waitForSelector('[role=combobox][aria-expanded=false]');
  expect(await shown('provider')).toEqual(['GitHub (OAuth app)']);
});

test('In the workbench I choose another one and fill in what is mine; nothing but a name of a shop passes for one', async () => {
  await page.close();
  page = await dock.openWorkbench();
  await fill(page, { Provider: 'shopify' });
  await press('Enter');
  await fill(page, { Shop: 'evil.example/' });
  await sees(page, 'Letters, digits and hyphens only.');
  await expectUsable();
  await fill(page, { Shop: 'my-shop', Name: 'Shop under test', 'Client id': 'mine', 'Client secret': 'secret' });
  await saveForm(page);
  const saved = (await dock.status()).profiles.find(({ name }) => name === 'Shop under test');
  expect(saved).toMatchObject({ host: 'my-shop.myshopify.com', scope: ['read_products'] });
});

test('A provider whose API is one has its base URI filled in', async () => {
  await click(page, 'New profile');
  await fill(page, { Provider: 'zoho' });
  await press('Enter');
  const drafts = async () => (await dock.status()).drafts.map(({ baseUri, baseUriField }) => [baseUri, baseUriField]);
  await vi.waitFor(async () => expect(await drafts()).toEqual([['https://www.zohoapis.com', 'api_domain']]), patience);
});
