import { Failure } from '../core/failure.ts';
import type { Ports } from '../core/ports.ts';
import { browser } from './browser.ts';

export const identityWindow: Ports['identityWindow'] = {
  redirectUri: () => browser.identity.getRedirectURL(),

  async open(url) {
    try {
      return await browser.identity.launchWebAuthFlow({ url, interactive: true });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      // Chromium: “The user did not approve access.”, Firefox: “User cancelled or denied access.”
      if (/not approve|cancel/i.test(reason)) throw new Failure('sign_in_cancelled');
      if (/could not be loaded/i.test(reason)) throw new Failure('server_unreachable', { host: new URL(url).host });
      throw new Failure('window_refused', { reason });
    }
  },
};
