import type { Ports } from '../core/ports.ts';
import { browser } from './browser.ts';

/** The mark on the toolbar button, for one tab. It goes by itself when the tab goes elsewhere. */
export const badge: Ports['badge'] = {
  async show(tabId, mark) {
    try {
      await browser.action.setBadgeText({ tabId, text: mark?.text ?? '' });
      await browser.action.setTitle({ tabId, title: mark?.title ?? '' });
      if (!mark) return;
      await browser.action.setBadgeBackgroundColor({ tabId, color: mark.colour });
      await browser.action.setBadgeTextColor({ tabId, color: '#ffffff' });
    } catch {
      // The tab was closed meanwhile, and its badge with it.
    }
  },
};
