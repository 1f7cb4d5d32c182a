import type { Page } from 'puppeteer';
import { frontTab } from './front-tab.ts';
import type { Tokendock } from './tokendock.ts';

type Extension = {
  chrome: {
    runtime: { sendMessage(message: unknown): Promise<{ answer?: unknown; failure?: unknown }> };
    scripting: { executeScript(what: object): Promise<{ result: unknown }[]> };
  };
};

/** Has the content script of the page in front say this to the background, as it does in a page that took its process over. */
export async function sayAs(page: Page, dock: Tokendock, type: string, data: unknown): Promise<unknown> {
  await page.bringToFront();
  const tabId = await frontTab(dock.own);
  return dock.own.evaluate(
    async (target, message) => {
      const say = (words: unknown) => (globalThis as unknown as Extension).chrome.runtime.sendMessage(words);
      const { scripting } = (globalThis as unknown as Extension).chrome;
      const [said] = await scripting.executeScript({ target, func: say, args: [message] });
      return said?.result;
    },
    { tabId },
    { type, data },
  );
}
