import type { Runtime } from 'webextension-polyfill';
import browser from 'webextension-polyfill';
import { isOwnPage } from './sender.ts';

const name = 'activity';

/** Firefox gives the pages in its developer tools fewer of its functions than others. */
export function canWatch(): boolean {
  return browser.webRequest !== undefined;
}

/** Has the background see requests for as long as this page is there. It may fall asleep over it, and is woken again. */
export function haveWatched(): void {
  browser.runtime.connect({ name }).onDisconnect.addListener(haveWatched);
}

/** Calls back for each page that wants requests to be seen for it, with the end of that. */
export function onWatcher(listener: (isOver: Promise<void>) => void): void {
  browser.runtime.onConnect.addListener((port: Runtime.Port) => {
    if (port.name !== name || !port.sender || !isOwnPage(port.sender)) return port.disconnect();
    listener(new Promise((resolve) => port.onDisconnect.addListener(() => resolve())));
  });
}
