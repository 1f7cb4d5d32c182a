import { addActivity, type TabActivity } from '../core/activity.ts';
import type { Ports } from '../core/ports.ts';
import { browser } from './browser.ts';

const key = (tabId: number) => `activity/${tabId}`;

/** The activity of each tab, for as long as the browser runs; never on disk. */
export const activityStore: Ports['activity'] = {
  async add(tabId, rows) {
    const sum = addActivity(await activityStore.read(tabId), rows);
    if (sum) await browser.storage.session.set({ [key(tabId)]: sum });
  },
  async read(tabId) {
    return (await browser.storage.session.get(key(tabId)))[key(tabId)] as TabActivity | undefined;
  },
  async forget(tabId) {
    await browser.storage.session.remove(key(tabId));
  },
};
