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
    profile,
    proxy,
  }: Omit<LaunchOptions, 'extension'> = {},
): Promise<Browser> {
  return launch({
    executablePath: await expectBrowser('chromium'),
    headless,
    acceptInsecureCerts,
    ...(profile && { userDataDir: profile.folder }),
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
      ...(proxy ? throughProxy(proxy) : []),
    ],
  });
}

/** Everything goes there, what is asked of this machine too. What Chromium would ask for itself, it asks a port that it never asks. */
function throughProxy(port: number): string[] {
  return [
    `--proxy-server=socks5://127.0.0.1:${port}`,
    '--proxy-bypass-list=<-loopback>',
    '--disable-features=NetworkTimeServiceQuerying,AutofillServerCommunication',
    '--gaia-url=http://localhost:9',
    '--component-updater=url-source=http://localhost:9/',
  ];
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
