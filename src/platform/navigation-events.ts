import type { WebNavigation, WebRequest } from 'webextension-polyfill';
import browser from 'webextension-polyfill';
import type { Callback } from '../core/login.ts';
import { stopsInWebRequest } from './quirks.ts';

/**
 * Calls back before a tab goes to a page (on hosts that the tester granted), with the fields if a form is posted. Where the browser
 * lets us, the navigation is stopped when the answer is true; elsewhere a rule has stopped it already.
 */
export function onPageNavigation(listener: (tabId: number, callback: Callback) => Promise<boolean>): void {
  const filter: WebRequest.RequestFilter = { urls: ['<all_urls>'], types: ['main_frame'] };
  const hear = ({ tabId, url, requestBody }: WebRequest.OnBeforeRequestDetailsType) => {
    const fields = requestBody?.formData as Record<string, string[]> | undefined;
    const form =
      fields &&
      Object.entries(fields).flatMap(([name, values]) => values.map((value): [string, string] => [name, value]));
    return listener(tabId, form ? { url, form } : { url });
  };
  if (stopsInWebRequest) {
    const blocking = async (details: WebRequest.OnBeforeRequestDetailsType) => ({ cancel: await hear(details) });
    browser.webRequest.onBeforeRequest.addListener(blocking, filter, ['blocking', 'requestBody']);
  } else {
    browser.webRequest.onBeforeRequest.addListener((details) => void hear(details), filter, ['requestBody']);
  }
}

/** Calls back when the main page of a tab could not be loaded. */
export function onFailedNavigation(listener: (tabId: number, url: string) => void): void {
  browser.webNavigation.onErrorOccurred.addListener(
    ({ frameId, tabId, url }: WebNavigation.OnErrorOccurredDetailsType) => {
      if (frameId === 0) listener(tabId, url);
    },
  );
}
