import browser from 'webextension-polyfill';
import { addActivity, type TabActivity } from '../core/activity.ts';
import type { Ports } from '../core/ports.ts';
import { addRows } from './row-log.ts';

const key = (tabId: number) => `activity/${tabId}`;

/** What pages report of themselves: a sum for each tab, and the last rows of all. */
export const activityStore: Ports['activity'] = {
  async add(tabId, rows) {
    if (rows.length === 0) return;
    await addRows('reported', rows, { [key(tabId)]: addActivity(await activityStore.read(tabId), rows) });
  },
  async read(tabId) {
    return (await browser.storage.session.get(key(tabId)))[key(tabId)] as TabActivity | undefined;
  },
  async forget(tabId) {
    await browser.storage.session.remove(key(tabId));
  },
};
