import type { Browser, ElementHandle, Page } from 'puppeteer';

/** What a tester does with the popup, click by click and key by key. */
export async function createProfile(
  popup: Page,
  { name, issuer, client_id, scope }: Record<'name' | 'issuer' | 'client_id' | 'scope', string>,
): Promise<void> {
  await click(popup, 'New profile', 'Create a profile');
  await type(popup, '#field-name', name);
  await type(popup, '#field-issuer', issuer);
  await click(popup, 'Find endpoints');
  await popup.waitForSelector('::-p-text(Found: )');
  await type(popup, '#field-client_id', client_id);
  await type(popup, '#field-scope', scope);
  await click(popup, 'Save');
  await popup.waitForSelector('button::-p-text(Get token)');
}

/** Presses *Get token*, signs in and consents, and waits for the token's row. */
export async function getTokenAs(user: string, popup: Page, browser: Browser, issuer: string): Promise<void> {
  const opened = browser.waitForTarget((target) => target.url().startsWith(`${issuer}/`));
  await click(popup, 'Get token');
  const window = await (await opened).page();
  if (!window) throw new Error('the sign-in window has no page');
  await (await window.waitForSelector(`button[value=${user}]`))?.click();
  await (await window.waitForSelector('button[name=consent][value=allow]'))?.click();
  await popup.waitForSelector(`button[aria-label="Use the token of ${user}"]`);
}

/** Binds the tab that the popup is about to a user's token. */
export async function useInThisTab(user: string, popup: Page): Promise<void> {
  await (await popup.waitForSelector(`button[aria-label="Use the token of ${user}"]`))?.click();
  await click(popup, 'In this tab');
  await popup.waitForSelector('[role=switch][aria-checked=true]');
}

/** Clicks the first visible button with one of these words on it, or that is read aloud so. */
export async function click(page: Page, ...words: string[]): Promise<void> {
  const find = (wanted: string[]) =>
    [...document.querySelectorAll('button')].find((button) => {
      const names = [button.textContent.trim(), button.ariaLabel ?? ''];
      return names.some((name) => wanted.includes(name)) && button.checkVisibility();
    });
  const found = await page.waitForFunction(find, { timeout: 15_000 }, words).catch(async () => {
    throw new Error(`no button says ${words.join(' or ')} in: ${await shownText(page)}`);
  });
  await (found.asElement() as ElementHandle<Element> | null)?.click();
}

/** All that a page shows, on one line. */
export function shownText(page: Page): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: what is hidden or folded up is not shown
  return page.evaluate(() => document.body.innerText.replace(/\s+/g, ' '));
}

/** Types into a field as a person does, after what stands there was selected. */
export async function type(page: Page, selector: string, words: string): Promise<void> {
  const field = await page.waitForSelector(selector);
  await field?.click({ count: 3 });
  await field?.type(words);
}

/** Opens a part of the page that is folded up. */
export async function unfold(page: Page, words: string): Promise<void> {
  await (await page.waitForSelector(`details:not([open]) > summary::-p-text(${words})`))?.click();
}

/** Chooses from the menu (⋯) of a profile or of a user's token. */
export async function choose(page: Page, item: string, { of }: { of: string }): Promise<void> {
  await click(page, `More for ${of}`);
  await click(page, item);
}
