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
    proxy,
    room,
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
    // Only then a release heeds Puppeteer's preference that it ask nobody for Mozilla's settings.
    ...(proxy ? { env: { ...process.env, MOZ_REMOTE_SETTINGS_DEVTOOLS: '1' } } : {}),
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify(origins),
      ...(proxy ? throughProxy(proxy) : {}),
      // What was installed for a while is gone with the browser, and its records with it, but for this.
      ...(room && { 'dom.quotaManager.temporaryStorage.fixedLimit': Math.floor(room / 1024) }),
      ...(profile && { 'extensions.webextensions.keepStorageOnUninstall': true }),
    },
  });
}

/** Everything goes there: names are looked up there too, this machine is asked there, and nothing goes around it. */
function throughProxy(port: number): Record<string, string | number | boolean> {
  return {
    'network.proxy.type': 1,
    'network.proxy.socks': '127.0.0.1',
    'network.proxy.socks_port': port,
    'network.proxy.socks_version': 5,
    'network.proxy.socks_remote_dns': true,
    'network.proxy.no_proxies_on': '',
    'network.proxy.allow_hijacking_localhost': true,
    'network.proxy.failover_direct': false,
    'network.proxy.allow_bypass': false,
  };
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
