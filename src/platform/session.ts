import browser from 'webextension-polyfill';
import type { Ports, SessionState } from '../core/ports.ts';

const key = 'state';
const emptied = 'emptied';

/** `storage.session` is empty after a start of the browser, and after an install, update or restart of the extension. */
export const session: Ports['session'] = {
  async state() {
    return ((await browser.storage.session.get(key))[key] as SessionState | undefined) ?? 'new';
  },
  async become(state) {
    await browser.storage.session.set({ [key]: state });
  },
  async wasEmptied() {
    return (await browser.storage.session.get(emptied))[emptied] === true;
  },
  async setEmptied(was) {
    await browser.storage.session.set({ [emptied]: was });
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
