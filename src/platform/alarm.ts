import type { Ports } from '../core/ports.ts';
import { browser } from './browser.ts';

const name = 'due';

export const alarm: Ports['alarm'] = {
  async set(at) {
    if (at === undefined) await browser.alarms.clear(name);
    else browser.alarms.create(name, { when: at });
  },
};
