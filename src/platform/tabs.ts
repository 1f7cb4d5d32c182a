import browser from 'webextension-polyfill';
import type { Ports } from '../core/ports.ts';
import { hostPattern } from '../core/url-pattern.ts';

export const tabs: Ports['tabs'] = {
  async showing(patterns) {
    if (patterns.length === 0) return [];
    const found = await browser.tabs.query({ url: patterns.map(hostPattern) });
    return found.flatMap(({ id, url, windowId }) =>
      id === undefined || url === undefined ? [] : [{ tabId: id, windowId, url }],
    );
  },
  async inWindow(windowId) {
    return (await browser.tabs.query({ windowId })).flatMap(({ id }) => id ?? []);
  },
  async all() {
    return (await browser.tabs.query({})).flatMap(({ id, windowId }) =>
      id === undefined ? [] : { tabId: id, windowId },
    );
  },
  async open(url) {
    await browser.tabs.create({ url });
  },
};
