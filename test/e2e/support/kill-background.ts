import { browserName, type Tokendock } from './tokendock.ts';

/**
 * Ends the background as the browser does when it is idle. Chromium's service worker is closed. Firefox's event page ends by
 * itself: the test's browser was told to wait only a moment; it is gone when its view is.
 */
export async function killBackground({ running }: Tokendock): Promise<void> {
  if (browserName === 'chromium') {
    const target = running.browser.targets().find((each) => each.type() === 'service_worker');
    await (await target?.worker())?.close();
    return;
  }
  const own = (await running.browser.pages()).find((page) => page.url().startsWith(running.extensionOrigin));
  await own?.waitForFunction(async () => {
    const extension = (globalThis as unknown as { browser: { extension: { getViews(): Window[] } } }).browser.extension;
    return !extension.getViews().some((view) => view.location.pathname.includes('background'));
  });
}
