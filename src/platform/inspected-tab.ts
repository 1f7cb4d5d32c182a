import browser from 'webextension-polyfill';

/** The tab that the developer tools are about; outside of them the one that the page's address names. */
export function inspectedTab(): number {
  return browser.devtools?.inspectedWindow?.tabId ?? Number(new URLSearchParams(location.search).get('tab'));
}
