import { type Browser, launch } from 'puppeteer';
import { expectBrowser } from './find-browser.ts';
import type { LaunchOptions, RunningBrowser } from './running-browser.ts';

/** Starts Chromium or Chrome with these extensions, or with none. */
export async function startChromium(
  extensions: readonly string[],
  {
    acceptInsecureCerts = false,
    headless = true,
    handleSignals = true,
    profileFolder,
  }: Omit<LaunchOptions, 'extension'> = {},
): Promise<Browser> {
  return launch({
    executablePath: await expectBrowser('chromium'),
    headless,
    ...(profileFolder && { userDataDir: profileFolder }),
    acceptInsecureCerts,
    handleSIGINT: handleSignals,
    handleSIGTERM: handleSignals,
    handleSIGHUP: handleSignals,
    // Chrome has ignored --load-extension since 137; extensions are loaded by commands over a pipe.
    pipe: true,
    enableExtensions: [...extensions],
    ...(headless ? {} : { defaultViewport: null }),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** The same with the extension, when its service worker is there. */
export async function launchChromium({ extension, ...options }: LaunchOptions): Promise<RunningBrowser> {
  const browser = await startChromium([extension], options);
  // A page that is opened before the service worker runs may load before the content scripts are registered.
  const worker = await browser.waitForTarget(
    (target) => target.type() === 'service_worker' && target.url().startsWith('chrome-extension://'),
  );
  const extensionOrigin = new URL('.', worker.url()).href.replace(/\/$/, '');
  return {
    name: 'chromium',
    browser,
    extensionOrigin,
    async openExtensionPage(path) {
      const page = await browser.newPage();
      await page.goto(`${extensionOrigin}/${path}`);
      return page;
    },
    close: () => browser.close(),
  };
}
