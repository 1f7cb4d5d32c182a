import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { projectRoot } from '../../support/project-root.ts';
import { isLoopback, startRecordingProxy } from '../../support/recording-proxy.ts';

/** Whom browsers ask for themselves, and can't be kept from; none has anything to do with tokens. */
const ownOfBrowsers = [
  // Chromium's spelling dictionaries.
  /^redirector\.gvt1\.com$/,
  // Where `identity.launchWebAuthFlow` ends: the browser may begin to connect there before it stops its window. Nobody answers there.
  /^[a-p]{32}\.chromiumapp\.org$/,
  /^[0-9a-f]{40}\.extensions\.allizom\.org$/,
];

/**
 * Every browser of the end-to-end tests reaches the network through one proxy, which writes down whom it asks. All servers of the tests are
 * on this machine, so a run fails in which anybody else was asked: by Tokendock or by a page. The list is left in `.artifacts`.
 */
export default async function recordHosts(project: TestProject): Promise<() => Promise<void>> {
  const { port, asked, close } = await startRecordingProxy();
  project.provide('proxy', port);
  return async () => {
    await close();
    const folder = join(projectRoot, '.artifacts');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `hosts-${project.name}.txt`), [...asked].sort().join('\n'));
    const names = [...new Set([...asked].map((host) => host.replace(/:\d+$/, '')))].sort();
    // Each browser has an extension id of its own.
    const spoken = new Set(names.map((name) => name.replace(/^(?:[a-p]{32}|[0-9a-f]{40})(?=\.)/, '<extension>')));
    console.log(`Hosts that the browsers of ${project.name} asked: ${[...spoken].join(', ') || 'none'}`);
    const foreign = names.filter((name) => !isLoopback(name) && !ownOfBrowsers.some((each) => each.test(name)));
    if (foreign.length > 0) throw new Error(`Hosts were asked that no test named: ${foreign.join(', ')}`);
  };
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** The port of the proxy on this machine through which browsers go. */
    proxy: number;
  }
}
