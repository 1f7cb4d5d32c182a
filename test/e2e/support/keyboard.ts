import type { KeyInput, Page } from 'puppeteer';
import { vi } from 'vitest';
import { patience } from './patience.ts';
import { sees } from './sees.ts';

/** Presses these keys, one after the other. */
export async function press(page: Page, ...keys: KeyInput[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Types a machine client’s profile into a new form, and saves it. */
export async function makeMachineProfile(page: Page, issuer: string): Promise<void> {
  await press(page, 'n');
  await hasFocus(page, 'Issuer');
  await page.keyboard.type(issuer);
  await tabTo(page, 'Find endpoints');
  await press(page, 'Enter');
  await sees(page, 'Found: ');
  const fields = {
    Name: 'Billing job',
    Grant: 'Client cr',
    'Client id': 'machine',
    'Client secret': 'machine-secret',
    Scope: 'pets:read',
  };
  for (const [field, words] of Object.entries(fields)) {
    await tabTo(page, field);
    await page.keyboard.type(words);
  }
  await press(page, 'Enter');
}

/** Presses Tab until this has the focus, by the name that it is read aloud with. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  while (passed.length < 40) {
    await page.keyboard.press('Tab');
    const focused = await focusedName(page);
    if (focused === name) return;
    passed.push(focused);
  }
  throw new Error(`Tab never reaches “${name}”, but: ${passed.join(', ')}`);
}

/** The same, with Shift. */
export async function tabBackTo(page: Page, name: string): Promise<void> {
  await page.keyboard.down('Shift');
  await tabTo(page, name).finally(() => page.keyboard.up('Shift'));
}

/** Waits until the page itself has moved the focus there. */
export async function hasFocus(page: Page, name: string): Promise<void> {
  await vi
    .waitUntil(async () => (await focusedName(page)) === name, patience)
    .catch(async () => {
      throw new Error(`“${name}” has no focus, but “${await focusedName(page)}” has`);
    });
}

function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement as HTMLInputElement | null;
    if (focused === document.body) return '';
    return (focused?.ariaLabel ?? focused?.labels?.[0]?.textContent ?? focused?.textContent ?? '').trim();
  });
}
