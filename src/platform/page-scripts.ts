import type { Scripting } from 'webextension-polyfill';
import browser from 'webextension-polyfill';
import type { Ports } from '../core/ports.ts';
import { scriptPatterns } from './quirks.ts';

/**
 * The injector first: then the bridge's first offer of a port is taken. Chromium runs scripts by the order of their ids, Firefox
 * by that of the registration.
 */
const scripts = [
  { id: 'page-1-injector', js: ['content-scripts/page-injector.js'], world: 'MAIN' },
  { id: 'page-2-bridge', js: ['content-scripts/page-bridge.js'], world: 'ISOLATED' },
] as const;

/** What is registered outlives the browser, but not an update of the extension; without the host's permission it lies still. */
export const pageScripts: Ports['pageScripts'] = {
  async show(pages) {
    const matches = [...new Set(pages.flatMap(scriptPatterns))].sort();
    const present = await browser.scripting.getRegisteredContentScripts({ ids: scripts.map(({ id }) => id) });
    const ids = present.map(({ id }) => id);
    if (matches.length === 0) {
      if (ids.length > 0) await browser.scripting.unregisterContentScripts({ ids });
    } else if (ids.length < scripts.length) {
      if (ids.length > 0) await browser.scripting.unregisterContentScripts({ ids });
      await browser.scripting.registerContentScripts(registrations(matches));
    } else if (!present.every((script) => `${[...(script.matches ?? [])].sort()}` === `${matches}`)) {
      // Both in full, or they would change places.
      await browser.scripting.updateContentScripts(registrations(matches));
    }
  },
};

function registrations(matches: string[]): Scripting.RegisteredContentScript[] {
  return scripts.map(({ id, js, world }) => ({
    id,
    js: [...js],
    world,
    matches,
    allFrames: true,
    runAt: 'document_start',
    persistAcrossSessions: true,
  }));
}
