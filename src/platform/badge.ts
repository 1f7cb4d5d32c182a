import browser from 'webextension-polyfill';
import type { Ports } from '../core/ports.ts';

/** The mark on the toolbar button. The one of a tab goes by itself when the tab goes elsewhere. */
export const badge: Ports['badge'] = {
  async show(tabId, mark) {
    const of = tabId === undefined ? {} : { tabId };
    try {
      await browser.action.setBadgeText({ ...of, text: mark?.text ?? '' });
      await browser.action.setTitle({ ...of, title: mark?.title ?? '' });
      if (!mark) return;
      await browser.action.setBadgeBackgroundColor({ ...of, color: mark.colour });
      await browser.action.setBadgeTextColor({ ...of, color: '#ffffff' });
    } catch {
      // The tab was closed meanwhile, and its badge with it.
    }
  },
};
