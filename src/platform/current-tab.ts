import browser from 'webextension-polyfill';

/** The tab that the popup was opened on. `url` is known through `activeTab`, but for the browser's own pages. */
export async function currentTab(): Promise<{ tabId: number; url: string | undefined } | undefined> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id === undefined ? undefined : { tabId: tab.id, url: tab.url };
}

export async function reloadTab(tabId: number): Promise<void> {
  await browser.tabs.reload(tabId);
}
