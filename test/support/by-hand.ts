import type { Browser, ElementHandle, Page } from 'puppeteer';

/** What a tester does with the popup, click by click and key by key. */
export async function createProfile(
  popup: Page,
  { name, issuer, client_id, scope }: Record<'name' | 'issuer' | 'client_id' | 'scope', string>,
): Promise<void> {
  await beginProfile(popup, { name, issuer });
  await fill(popup, { 'Client id': client_id, Scope: scope });
  await saveForm(popup);
}

/** Opens the form of a new profile, and lets the issuer fill its endpoints in. In the popup or in the workbench. */
export async function beginProfile(page: Page, { name, issuer }: Record<'name' | 'issuer', string>): Promise<void> {
  await click(page, 'New profile', 'Create a profile');
  await fill(page, { Name: name, Issuer: issuer });
  await click(page, 'Find endpoints');
  await page.waitForSelector('::-p-text(Found: )');
}

export async function saveForm(page: Page): Promise<void> {
  await click(page, 'Save');
  await page.waitForFunction(
    () => document.querySelector('main form') === null || document.body.textContent.includes('Saved.'),
  );
}

/** Fills fields in by their labels, or by what they are read aloud as: types a text, or chooses what a list offers. */
export async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) {
    const field = await expectField(page, label);
    const option = await field.evaluate(
      (element, words) =>
        element instanceof HTMLSelectElement
          ? ([...element.options].find(({ text }) => text.trim() === words)?.value ?? `no option ${words}`)
          : undefined,
      value,
    );
    if (option !== undefined) {
      await field.select(option);
      continue;
    }
    await field.focus();
    await field.evaluate((element) => (element as HTMLInputElement).select());
    // A long text is pasted, as by a person.
    if (value.length > 100) await page.evaluate((text) => document.execCommand('insertText', false, text), value);
    else await field.type(value);
  }
}

/** The visible field with this label. */
async function expectField(page: Page, label: string): Promise<ElementHandle<Element>> {
  const find = (wanted: string) =>
    [...document.querySelectorAll<HTMLInputElement>('input, select, textarea')].find((field) => {
      // biome-ignore lint/performance/useDomNodeTextContent: what stands in a text area is no part of its label
      const labels = [...(field.labels ?? [])].map(({ innerText }) => innerText.split('·')[0]?.trim());
      return [...labels, field.ariaLabel].includes(wanted) && field.checkVisibility();
    });
  const found = await page.waitForFunction(find, { timeout: 15_000 }, label).catch(async () => {
    throw new Error(`no field is called ${label} in: ${await shownText(page)}`);
  });
  return found.asElement() as ElementHandle<Element>;
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

/** Clicks the first visible button or link with one of these words on it, its hint left out, or that is read aloud so. */
export async function click(page: Page, ...words: string[]): Promise<void> {
  const find = (wanted: string[]) =>
    [...document.querySelectorAll<HTMLElement>('button, a')].find((button) => {
      const names = [button.textContent.trim(), button.firstChild?.textContent?.trim() ?? '', button.ariaLabel ?? ''];
      return names.some((name) => wanted.includes(name)) && button.checkVisibility();
    });
  for (;;) {
    const found = await page.waitForFunction(find, { timeout: 15_000 }, words).catch(async () => {
      throw new Error(`no button says ${words.join(' or ')} in: ${await shownText(page)}`);
    });
    const button = found.asElement() as ElementHandle<Element>;
    const failure = await press(button).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (!failure) return;
    // Drawn anew before it was pressed: there is another one in its place.
    if (await button.evaluate(({ isConnected }) => isConnected)) throw failure;
  }
}

/** The same for what has no such words, by its selector. */
export async function clickOn(page: Page, selector: string): Promise<void> {
  await press(await page.waitForSelector(selector));
}

/** What lies at the edge may be under a bar that stays there: a person scrolls first, and aims at what has come to rest. */
async function press(element: ElementHandle<Element> | null): Promise<void> {
  await element?.evaluate(async (each) => {
    const place = () => JSON.stringify(each.getBoundingClientRect());
    let before = '';
    while (before !== place()) {
      each.scrollIntoView({ block: 'center', behavior: 'instant' });
      before = place();
      // A page behind another one draws no frames.
      if (!document.hidden) await new Promise(requestAnimationFrame);
    }
  });
  await element?.click();
}

/** All that a page shows, on one line. Between two documents it shows nothing. */
export function shownText(page: Page): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: what is hidden or folded up is not shown
  return page.evaluate(() => document.body.innerText.replace(/\s+/g, ' ')).catch(() => '');
}

/** Types into a field as a person does, after what stands there was selected. */
export async function type(page: Page, selector: string, words: string): Promise<void> {
  const field = await page.waitForSelector(selector);
  await field?.click({ count: 3 });
  await field?.type(words);
}

/** Opens a part of the page that is folded up. */
export async function unfold(page: Page, words: string): Promise<void> {
  await press(await page.waitForSelector(`details:not([open]) > summary::-p-text(${words})`));
}

/** Chooses from the menu (⋯) of a profile or of a user's token. */
export async function choose(page: Page, item: string, { of }: { of: string }): Promise<void> {
  await click(page, `More for ${of}`);
  await click(page, item);
}
