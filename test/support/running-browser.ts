import type { Browser, Page } from 'puppeteer';
import type { BrowserName } from './find-browser.ts';

export type LaunchOptions = {
  /** The folder of the extension that is loaded; its host permissions are granted. */
  readonly extension: string;
  /** True unless told otherwise. */
  readonly headless?: boolean;
  /** Whether certificates that nobody vouches for are as good as others. */
  readonly acceptInsecureCerts?: boolean;
  /** The port of a SOCKS5 proxy on this machine, through which everything goes; without one, nothing does. */
  readonly proxy?: number;
  /** Whether a signal to this process closes the browser at once, true unless the caller wants to clean up itself. */
  readonly handleSignals?: boolean;
  /** A browser profile that outlives the browser; `uuid` names the extension's origin in Firefox. A new one, unless told otherwise. */
  readonly profile?: { readonly folder: string; readonly uuid: string };
  /** How many bytes Firefox gives to all pages and extensions together; as much as the disk has, unless told otherwise. */
  readonly room?: number;
};

/** A browser with the extension in it, and what differs between browsers hidden. */
export type RunningBrowser = {
  readonly name: BrowserName;
  readonly browser: Browser;
  /** `chrome-extension://…` or `moz-extension://…`, without a slash at the end. */
  readonly extensionOrigin: string;
  /** Opens a page of the extension in a tab of its own, for example `popup.html`. */
  openExtensionPage(path: string): Promise<Page>;
  close(): Promise<void>;
};
