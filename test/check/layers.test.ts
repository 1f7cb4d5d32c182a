import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

/** Lints a file that would break the layers, at the place where it would stand. */
async function lint(folder: string, line: string): Promise<string> {
  const path = `${folder}/zz-layer-check.ts`;
  await writeFile(path, `${line}\n`);
  try {
    const { stdout, stderr } = await run('node_modules/.bin/biome', ['lint', path]);
    return stdout + stderr;
  } catch (error) {
    return (error as { stderr: string }).stderr;
  } finally {
    await rm(path);
  }
}

const forbidden = [
  ['src/core', "export * from '../oauth/server.ts';"],
  ['src/core', "export * from 'idb';"],
  ['src/oauth', "export * from '../features/status.ts';"],
  ['src/oauth/grants', "export * from '../../platform/hosts.ts';"],
  ['src/formats', "export * from '../features/status.ts';"],
  ['src/presets', "export * from '../oauth/server.ts';"],
  ['src/features', "export * from '../platform/hosts.ts';"],
  ['src/features', "export * from '../ui/text.ts';"],
  ['src/features', "export * from 'webextension-polyfill';"],
  ['src/platform', "export * from '../features/status.ts';"],
  ['src/ui', "export * from '../platform/hosts.ts';"],
  ['src/ui/models', "export * from '../../features/status.ts';"],
  ['src/injection', "export * from '../messages.ts';"],
] as const;

test.each(forbidden)('A file in %s with `%s` is refused', async (folder, line) => {
  expect(await lint(folder, line)).toContain('noRestrictedImports');
});

test.each(['browser.tabs', 'chrome.tabs', 'indexedDB.open', 'window.fetch', 'document.title'])(
  'A feature that names %s is refused',
  async (name) => {
    expect(await lint('src/features', `export const used = ${name};`)).toContain('noRestrictedGlobals');
  },
);
