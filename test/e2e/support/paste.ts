import type { Tokendock } from './tokendock.ts';

/** What Ctrl+V gives elsewhere: on a page that has nothing to do with the extension. */
export async function paste({ running: { browser } }: Tokendock): Promise<string> {
  const page = await browser.newPage();
  await page.setContent('<textarea></textarea>');
  await page.bringToFront();
  await page.click('textarea');
  await page.keyboard.down('Control');
  // Chromium wants the command beside the key, Firefox the key alone.
  await page.keyboard.press('v', { commands: ['Paste'] });
  await page.keyboard.up('Control');
  const pasted = await page.waitForFunction(() => document.querySelector('textarea')?.value);
  const text = await pasted.jsonValue();
  await page.close();
  return text ?? '';
}
