import browser from 'webextension-polyfill';
import type { Ports } from '../core/ports.ts';
import { sendToTab } from './messaging.ts';

/** Content scripts may read `storage.local`, so this number is all that ever lies there. */
export const armedKey = 'armed';

export const bridges: Ports['bridges'] = {
  async refresh() {
    const tell = () => browser.storage.local.set({ [armedKey]: crypto.randomUUID() });
    // A content script that a page took over may have filled it up.
    await tell().catch(() => browser.storage.local.clear().then(tell));
  },

  async isIn(tabId) {
    try {
      return await sendToTab(tabId, 'bridge.here');
    } catch {
      // Nobody there: the page was loaded before its binding.
      return false;
    }
  },
};
