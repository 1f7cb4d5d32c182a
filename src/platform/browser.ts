import type { Browser } from 'webextension-polyfill';
import { browser as native } from 'wxt/browser';

/**
 * The browser's own API: `browser` in Firefox, `chrome` in Chromium. All that we ask of it gives promises in both, so there is nothing to
 * polyfill; the types are the polyfill's, which know what both have.
 */
export const browser = native as unknown as Browser;
