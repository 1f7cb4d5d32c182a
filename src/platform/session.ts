import type { Ports } from '../core/ports.ts';
import { browser } from './browser.ts';

const key = 'begun';

/** `storage.session` is empty after a start of the browser, and after an install, update or restart of the extension. */
export const session: Ports['session'] = {
  async isNew() {
    return (await browser.storage.session.get(key))[key] !== true;
  },
  async begin() {
    await browser.storage.session.set({ [key]: true });
  },
};
