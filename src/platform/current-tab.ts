import browser from 'webextension-polyfill';

/** A tab as the popup knows it. `url` is known through `activeTab`, but for the browser's own pages. */
export type CurrentTab = { tabId: number; windowId: number | undefined; url: string | undefined };

/** Reads the tab that the popup was opened on, which stays the one that it is about. */
export function createCurrentTab(): () => Promise<CurrentTab | undefined> {
  const opened = browser.tabs.query({ active: true, currentWindow: true }).then(([tab]) => tab?.id);
  return async () => {
    const tabId = await opened;
    if (tabId === undefined) return undefined;
    const { url, windowId } = await browser.tabs.get(tabId);
    return { tabId, windowId, url };
  };
}

export async function reloadTab(tabId: number): Promise<void> {
  await browser.tabs.reload(tabId);
}
