import type { Page } from 'puppeteer';
import type { RunningBrowser } from './running-browser.ts';

/** The popup's width, as theme.css says. */
const viewport = { width: 380, height: 600, deviceScaleFactor: 2 };

/**
 * Opens the popup as a tab behind the page in front, which so is the one that it is about, as when the toolbar button is pressed;
 * unlike the true popup it stays open while other windows are used. Then it comes to the front: browsers draw nothing behind it.
 */
export async function openPopup({ browser, name, extensionOrigin }: RunningBrowser): Promise<Page> {
  const popup = await browser.newPage({ type: 'tab', background: true });
  // Firefox never reports the load of an extension's page.
  await popup.goto(`${extensionOrigin}/popup.html`, name === 'firefox' ? { waitUntil: [] } : {});
  await popup.waitForFunction(() => document.readyState === 'complete', { polling: 100 });
  await popup.bringToFront();
  // In front, since Firefox takes a second for each size behind.
  await popup.setViewport(viewport);
  // Before it has read anything, or says why it can't, it shows what may go again.
  await popup.waitForFunction(
    () =>
      document.querySelector('main') !== null &&
      (document.querySelector('#tab-title:only-child') === null ||
        document.querySelector('.card[role=alert]') !== null),
    { polling: 100 },
  );
  return popup;
}
