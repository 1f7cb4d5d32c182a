import browser from 'webextension-polyfill';

/** The version of this very extension. */
export function ownVersion(): string {
  return browser.runtime.getManifest().version;
}
