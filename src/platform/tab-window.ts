import { Failure } from '../core/failure.ts';
import type { Ports } from '../core/ports.ts';
import { browser } from './browser.ts';
import { redirectStop } from './redirect-stop.ts';

export const tabWindow: Ports['tabWindow'] = {
  async prepare(redirectUri) {
    try {
      const [from] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
      const tab = await browser.tabs.create({ url: 'about:blank' });
      if (tab.id === undefined) throw new Error('the tab has no number');
      await redirectStop.set(tab.id, redirectUri);
      return { tabId: tab.id, fromTabId: from?.id };
    } catch (error) {
      throw new Failure('window_refused', { reason: (error as Error).message });
    }
  },

  async go(tabId, url) {
    try {
      await browser.tabs.update(tabId, { url });
    } catch (error) {
      throw new Failure('window_refused', { reason: (error as Error).message });
    }
  },

  async close(tabId, fromTabId) {
    await redirectStop.remove(tabId);
    // Either tab may be gone by now, which is what is wanted of the one and can't be helped of the other.
    if (fromTabId !== undefined) await browser.tabs.update(fromTabId, { active: true }).catch(() => undefined);
    await browser.tabs.remove(tabId).catch(() => undefined);
  },
};
