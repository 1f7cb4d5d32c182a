import browser from 'webextension-polyfill';

/** The extension's own host, as rules name who makes a request. */
export function ownHost(): string {
  return new URL(browser.runtime.getURL('')).host;
}
