import type { Ports } from '../core/ports.ts';
import { browser } from './browser.ts';

export const hosts: Ports['hosts'] = {
  granted: (patterns) => browser.permissions.contains({ origins: [...patterns] }),
};

/** Asks the tester for hosts. Must be called first thing in a click. Resolves false when refused. */
export function requestHosts(patterns: readonly string[]): Promise<boolean> {
  return browser.permissions.request({ origins: [...patterns] });
}
