import type { Runtime } from 'webextension-polyfill';
import browser from 'webextension-polyfill';
import type { Page } from '../core/binding.ts';
import { Failure } from '../core/failure.ts';

/** The page that a content script runs in; `isTop` unless it is a frame. */
export type SenderPage = Page & { isTop: boolean };

/** Refuses every sender but Tokendock's own pages. Fails with `sender_refused`. */
export function expectOwnPage(sender: Runtime.MessageSender): void {
  const own = browser.runtime.getURL('');
  if (sender.id !== browser.runtime.id || !sender.url?.startsWith(own)) throw new Failure('sender_refused');
}

/** The page of a content script, by the browser's word. Fails with `sender_refused`. */
export function expectPage(sender: Runtime.MessageSender & { origin?: string }): SenderPage {
  const { id, url, tab, frameId, origin } = sender;
  if (id !== browser.runtime.id || url === undefined || tab?.id === undefined) throw new Failure('sender_refused');
  if (!/^https?:/.test(url) || (origin !== undefined && origin !== new URL(url).origin))
    throw new Failure('sender_refused');
  return { tabId: tab.id, windowId: tab.windowId, url, isTop: frameId === 0 };
}
