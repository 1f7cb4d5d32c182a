import { fakeBrowser } from 'wxt/testing/fake-browser';

type Listener = (message: unknown, sender: object) => Promise<unknown> | undefined;

const own = 'chrome-extension://test-extension-id/';
const listeners: Listener[] = [];
const runtime = {
  ...fakeBrowser.runtime,
  id: 'test-extension-id',
  getURL: (path: string) => own + path,
  onMessage: { addListener: (listener: Listener) => listeners.push(listener) },
};
Object.assign(fakeBrowser, { runtime });
// What the polyfill looks for: outside of an extension it refuses to be loaded.
Object.assign(globalThis, { chrome: fakeBrowser, browser: fakeBrowser });

/** Sends a message as a browser does, which has its own word on who sends it. */
export function send(message: unknown, sender: object): Promise<unknown> | undefined {
  return listeners.at(-1)?.(message, sender);
}

/** A page of the extension itself. */
export const ownPage = { id: runtime.id, url: `${own}popup.html` };
