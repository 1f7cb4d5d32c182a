import type { WebRequest } from 'webextension-polyfill';
import browser from 'webextension-polyfill';
import type { Page, Part } from '../core/binding.ts';
import type { Ports } from '../core/ports.ts';
import { provesRequests } from './quirks.ts';

type Sending = WebRequest.OnBeforeSendHeadersDetailsType;
type Received = WebRequest.OnHeadersReceivedDetailsType;

/** Who makes the proofs, and is told of nonces. */
export type Prover = {
  prove(page: Page, call: { method: string; url: string }): Promise<Part[] | undefined>;
  keepNonce(page: Page, call: { method: string; url: string }, nonce: string): Promise<unknown>;
};

/** Read without waiting when the background starts: a listener that comes later is none in the browser's eyes. */
const key = 'provedHosts';
let prover: Prover | undefined;

/** Proofs for requests that no script of a page sends. To wait for them costs such a request a moment, so it is done for named hosts alone. */
export const requestProofs: Ports['requestProofs'] = {
  show(hosts) {
    if (!provesRequests) return;
    const text = JSON.stringify([...hosts].sort());
    if (text === (localStorage.getItem(key) ?? '[]')) return;
    localStorage.setItem(key, text);
    listen();
  },
};

/** To be called at once when the background starts. */
export function proveRequests(by: Prover): void {
  prover = by;
  if (provesRequests) listen();
}

function listen(): void {
  const urls: string[] = JSON.parse(localStorage.getItem(key) ?? '[]');
  browser.webRequest.onBeforeSendHeaders.removeListener(addProof);
  browser.webRequest.onHeadersReceived.removeListener(readNonce);
  if (urls.length === 0) return;
  browser.webRequest.onBeforeSendHeaders.addListener(addProof, { urls }, ['blocking', 'requestHeaders']);
  browser.webRequest.onHeadersReceived.addListener(readNonce, { urls }, ['responseHeaders']);
}

async function addProof(details: Sending): Promise<WebRequest.BlockingResponse> {
  const { method, requestHeaders = [], tabId } = details;
  const url = details.url.replace(/#.*$/, '');
  const page = askerOf(details);
  const has = (name: string) => requestHeaders.some((each) => each.name.toLowerCase() === name);
  // A call of the page's scripts brings its own.
  if (page === undefined || method === 'OPTIONS' || has('dpop')) return {};
  const parts = (await prover?.prove({ tabId, url: page }, { method, url })) ?? [];
  const added = parts.filter((part) => part.in === 'header');
  if (added.length === 0) return {};
  const names = added.map(({ name }) => name.toLowerCase());
  const kept = requestHeaders.filter(({ name }) => !names.includes(name.toLowerCase()));
  return { requestHeaders: [...kept, ...added.map(({ name, value }) => ({ name, value }))] };
}

function readNonce(details: Received): undefined {
  const { method, url, tabId, responseHeaders = [] } = details;
  const nonce = responseHeaders.find(({ name }) => name.toLowerCase() === 'dpop-nonce')?.value;
  // Without it the next request is answered with it once more.
  const page = askerOf(details);
  if (nonce && page) void prover?.keepNonce({ tabId, url: page }, { method, url }, nonce).catch(() => undefined);
}

/** Who asks for a request. Of a frame's document that is who sends the frame there, not the page around it. */
function askerOf({ type, documentUrl, originUrl }: Sending | Received): string | undefined {
  return type === 'sub_frame' ? originUrl : (documentUrl ?? originUrl);
}
