import type { Page } from 'puppeteer';

type Tabs = { chrome: { tabs: { query(about: object): Promise<{ id: number }[]> } } };

/** The number of the tab in front; asked by a page of the extension. */
export function frontTab(own: Page): Promise<number> {
  return own.evaluate(async () => {
    const { tabs } = (globalThis as unknown as Tabs).chrome;
    const [tab] = await tabs.query({ active: true, currentWindow: true });
    if (!tab) throw new Error('there is no tab in front');
    return tab.id;
  });
}
