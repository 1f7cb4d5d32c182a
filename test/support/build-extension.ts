import { join } from 'node:path';
import type { BrowserName } from './find-browser.ts';
import { projectRoot } from './project-root.ts';
import { runPackage } from './run-command.ts';

const targets = {
  chromium: { browser: 'chrome', folder: 'chrome-mv3' },
  firefox: { browser: 'firefox', folder: 'firefox-mv3' },
} as const;

/** Makes the production build for a browser; returns its folder. Throws what the build printed when it fails. */
export async function buildExtension(name: BrowserName): Promise<string> {
  const { browser, folder } = targets[name];
  const { code, output } = await runPackage('wxt', ['build', '--browser', browser]);
  if (code !== 0) throw new Error(`The build for ${name} failed.\n${output}`);
  return join(projectRoot, '.output', folder);
}
