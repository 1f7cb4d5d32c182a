import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, launch } from 'puppeteer';
import { expectBrowser } from './find-browser.ts';
import type { LaunchOptions, RunningBrowser } from './running-browser.ts';

/** Starts Firefox without an extension. Those that will be installed get the origins that are named here by their ids. */
export async function startFirefox(
  origins: Readonly<Record<string, string>>,
  {
    acceptInsecureCerts = false,
    headless = true,
    handleSignals = true,
    profile,
  }: Omit<LaunchOptions, 'extension'> = {},
): Promise<Browser> {
  return launch({
    browser: 'firefox',
    executablePath: await expectBrowser('firefox'),
    headless,
    acceptInsecureCerts,
    ...(profile && { userDataDir: profile.folder }),
    handleSIGINT: handleSignals,
    handleSIGTERM: handleSignals,
    handleSIGHUP: handleSignals,
    // Firefox takes a second to give a page behind the front a size, and no test needs one of its own.
    defaultViewport: null,
    // Without it, Firefox refuses to navigate to an extension's pages.
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify(origins),
      // What was installed for a while is gone with the browser, and its records with it, but for this.
      ...(profile && { 'extensions.webextensions.keepStorageOnUninstall': true }),
    },
  });
}

/** Starts Firefox and installs the extension as a temporary add-on. */
export async function launchFirefox({ extension, ...options }: LaunchOptions): Promise<RunningBrowser> {
  // Firefox gives each installation a random origin; a preference fixes it, so that its pages can be opened.
  const uuid = options.profile?.uuid ?? randomUUID();
  const browser = await startFirefox({ [await addOnId(extension)]: uuid }, options);
  await browser.installExtension(extension);
  const extensionOrigin = `moz-extension://${uuid}`;
  return {
    name: 'firefox',
    browser,
    extensionOrigin,
    async openExtensionPage(path) {
      const page = await browser.newPage();
      const url = `${extensionOrigin}/${path}`;
      // Firefox never reports the load of an extension's page, so the page is asked itself.
      await page.goto(url, { waitUntil: [] });
      await page.waitForFunction(
        (wanted) => location.href.startsWith(wanted) && document.readyState === 'complete',
        {},
        url,
      );
      return page;
    },
    close: () => browser.close(),
  };
}

async function addOnId(extension: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(extension, 'manifest.json'), 'utf8'));
  return manifest.browser_specific_settings.gecko.id;
}
