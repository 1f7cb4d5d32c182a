import type { BrowserName } from './find-browser.ts';
import { launchChromium } from './launch-chromium.ts';
import { launchFirefox } from './launch-firefox.ts';
import type { LaunchOptions, RunningBrowser } from './running-browser.ts';

export type { BrowserName, RunningBrowser };

/** Starts the browser of that name with the extension. */
export function launchBrowser(name: BrowserName, options: LaunchOptions): Promise<RunningBrowser> {
  return name === 'chromium' ? launchChromium(options) : launchFirefox(options);
}
