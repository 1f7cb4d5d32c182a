import browser from 'webextension-polyfill';
import type { Ports } from '../core/ports.ts';

const key = 'begun';

/** `storage.session` is empty after a start of the browser, and after an install, update or restart of the extension. */
export const session: Ports['session'] = {
  async isNew() {
    return (await browser.storage.session.get(key))[key] !== true;
  },
  async begin() {
    await browser.storage.session.set({ [key]: true });
  },
  async addOpened(tabId) {
    await browser.storage.session.set({ [openedKey(tabId)]: true });
  },
  async takeOpened(tabId) {
    const opened = openedKey(tabId);
    const found = await browser.storage.session.get(opened);
    await browser.storage.session.remove(opened);
    return opened in found;
  },
};

function openedKey(tabId: number): string {
  return `opened ${tabId}`;
}
