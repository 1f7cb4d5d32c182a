import browser from 'webextension-polyfill';
import type { Ports } from '../core/ports.ts';

const name = 'due';

export const alarm: Ports['alarm'] = {
  async set(at) {
    if (at === undefined) await browser.alarms.clear(name);
    // It rings on until it is set anew: whom it wakes may die before that.
    else browser.alarms.create(name, { when: at, periodInMinutes: 1 });
  },
};
