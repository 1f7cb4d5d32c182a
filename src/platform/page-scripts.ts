import type { Scripting } from 'webextension-polyfill';
import browser from 'webextension-polyfill';
import { leftOutPages } from '../core/left-out-pages.ts';
import type { Ports } from '../core/ports.ts';
import { leftOutPatterns, scriptPatterns } from './quirks.ts';

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
  async show(bindings) {
    const pages = bindings.flatMap((each) => each.pages);
    const matches = sorted(pages.flatMap(scriptPatterns));
    const excludeMatches = sorted(leftOutPages(bindings).flatMap((left) => leftOutPatterns(left, pages)));
    const where = { matches, excludeMatches };
    const present = await browser.scripting.getRegisteredContentScripts({ ids: scripts.map(({ id }) => id) });
    const ids = present.map(({ id }) => id);
    if (matches.length === 0) {
      if (ids.length > 0) await browser.scripting.unregisterContentScripts({ ids });
    } else if (ids.length < scripts.length) {
      if (ids.length > 0) await browser.scripting.unregisterContentScripts({ ids });
      await browser.scripting.registerContentScripts(registrations(where));
    } else if (!present.every((script) => isAt(script, where))) {
      // Both in full, or they would change places.
      await browser.scripting.updateContentScripts(registrations(where));
    }
  },
};

type Where = { matches: string[]; excludeMatches: string[] };

function isAt({ matches = [], excludeMatches = [] }: Scripting.RegisteredContentScript, where: Where): boolean {
  return `${sorted(matches)}` === `${where.matches}` && `${sorted(excludeMatches)}` === `${where.excludeMatches}`;
}

function sorted(patterns: readonly string[]): string[] {
  return [...new Set(patterns)].sort();
}

function registrations(where: Where): Scripting.RegisteredContentScript[] {
  return scripts.map(({ id, js, world }) => ({
    id,
    js: [...js],
    world,
    ...where,
    allFrames: true,
    runAt: 'document_start',
    persistAcrossSessions: true,
  }));
}
