import type { Tabs, WebRequest } from 'webextension-polyfill';
import browser from 'webextension-polyfill';
import { Failure } from '../core/failure.ts';
import type { Ports } from '../core/ports.ts';

export const identityWindow: Ports['identityWindow'] = {
  redirectUri: () => browser.identity.getRedirectURL(),

  async open(url, abort) {
    const window = watchFor(url);
    abort.addEventListener('abort', window.close);
    try {
      return await browser.identity.launchWebAuthFlow({ url, interactive: true });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      // Chromium: “The user did not approve access.”, Firefox: “User cancelled or denied access.”
      if (/not approve|cancel/i.test(reason)) throw new Failure('sign_in_cancelled');
      if (/could not be loaded/i.test(reason)) throw new Failure('server_unreachable', { host: new URL(url).host });
      throw new Failure('window_refused', { reason });
    } finally {
      abort.removeEventListener('abort', window.close);
      window.forget();
    }
  },
};

/**
 * The browser does not say which window it opens, but no other page has a URL with this very `state`. Firefox loads it in its tab;
 * Chromium without one, and shows a tab only where the redirects end.
 */
function watchFor(authorizationUrl: string) {
  let at = authorizationUrl;
  let requestId: string | undefined;
  let tabId: number | undefined;
  const follow = (request: WebRequest.OnBeforeRequestDetailsType) => {
    if (requestId === undefined && request.url === authorizationUrl) requestId = request.requestId;
    if (request.requestId !== requestId) return;
    at = request.url;
    if (request.tabId >= 0) tabId = request.tabId;
  };
  const appear = ({ id, url }: Tabs.Tab) => {
    if (requestId !== undefined && url === at) tabId = id;
  };
  browser.webRequest.onBeforeRequest.addListener(follow, { urls: ['<all_urls>'], types: ['main_frame'] });
  browser.tabs.onCreated.addListener(appear);
  return {
    forget() {
      browser.webRequest.onBeforeRequest.removeListener(follow);
      browser.tabs.onCreated.removeListener(appear);
    },
    // It may be gone by now, which is what is wanted.
    close: () => void (tabId !== undefined && browser.tabs.remove(tabId).catch(() => undefined)),
  };
}
