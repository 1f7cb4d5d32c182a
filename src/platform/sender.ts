import type { Runtime } from 'webextension-polyfill';
import browser from 'webextension-polyfill';
import type { Page } from '../core/binding.ts';
import { Failure } from '../core/failure.ts';

/** The page that a content script runs in; `isTop` unless it is a frame. */
export type SenderPage = Page & { isTop: boolean };

/** `origin` is `null` in a sandboxed frame, whatever its address. */
type Sender = Runtime.MessageSender & { origin?: string };

/** Whether one of Tokendock's own pages has sent it, by the browser's word. */
export function isOwnPage({ id, url, origin }: Sender): boolean {
  const own = browser.runtime.getURL('');
  return id === browser.runtime.id && url?.startsWith(own) === true && (origin === undefined || `${origin}/` === own);
}

/** Refuses every sender but Tokendock's own pages. Fails with `sender_refused`. */
export function expectOwnPage(sender: Sender): void {
  if (!isOwnPage(sender)) throw new Failure('sender_refused');
}

/** The page of a content script, by the browser's word. Fails with `sender_refused`. */
export function expectPage(sender: Sender): SenderPage {
  const { id, url, tab, frameId, origin } = sender;
  if (id !== browser.runtime.id || url === undefined || tab?.id === undefined) throw new Failure('sender_refused');
  if (!/^https?:/.test(url) || (origin !== undefined && origin !== new URL(url).origin))
    throw new Failure('sender_refused');
  return { tabId: tab.id, windowId: tab.windowId, url, isTop: frameId === 0 };
}
