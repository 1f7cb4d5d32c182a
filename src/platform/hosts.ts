import browser from 'webextension-polyfill';
import type { Ports } from '../core/ports.ts';

export const hosts: Ports['hosts'] = {
  granted: (patterns) => browser.permissions.contains({ origins: [...patterns] }),
};

/** Asks the tester for hosts. Must be called first thing in a click. Resolves false when refused. */
export function requestHosts(patterns: readonly string[]): Promise<boolean> {
  return browser.permissions.request({ origins: [...patterns] });
}

/** Takes away the permission for every host that the tester ever granted. */
export async function giveHostsBack(): Promise<void> {
  const { origins = [] } = await browser.permissions.getAll();
  const { host_permissions: required = [] } = browser.runtime.getManifest() as { host_permissions?: string[] };
  const granted = origins.filter((origin) => !required.includes(origin));
  if (granted.length > 0) await browser.permissions.remove({ origins: granted });
}
