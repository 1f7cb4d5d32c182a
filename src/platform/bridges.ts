import type { Ports } from '../core/ports.ts';
import { sendMessage } from '../messages.ts';
import { browser } from './browser.ts';

/** Content scripts may read `storage.local`, so this number is all that ever lies there. */
export const armedKey = 'armed';

export const bridges: Ports['bridges'] = {
  async refresh() {
    await browser.storage.local.set({ [armedKey]: crypto.randomUUID() });
  },

  async isIn(tabId) {
    try {
      return await sendMessage('bridge.here', undefined, { tabId, frameId: 0 });
    } catch {
      // Nobody there: the page was loaded before its binding.
      return false;
    }
  },
};
