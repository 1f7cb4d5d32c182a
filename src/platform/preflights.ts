import type { WebRequest } from 'webextension-polyfill';
import browser from 'webextension-polyfill';
import type { Ports } from '../core/ports.ts';
import { preflightsAreHidden } from './quirks.ts';

type Headers = WebRequest.OnHeadersReceivedDetailsType;
type Failed = WebRequest.OnErrorOccurredDetailsType;

/** How long a refusal waits for the page's word on the same call, in milliseconds. */
const kept = 10_000;

/** So many hosts are watched at once. */
const most = 200;

/** Preflights that were answered while the call itself has not been; where a call was refused, and when. */
const answered = new Set<string>();
const refused = new Map<string, number>();
let watched: string[] = [];

/**
 * A refused preflight looks to a page like a broken network. The browser tells: the preflight has an answer, and the call itself fails
 * without one. To listen costs each call a little (a third of a millisecond), so that ends with the first call that gets through.
 */
export const preflights: Ports['preflights'] = {
  watch(hosts) {
    const wanted = [...new Set([...watched, ...hosts])].slice(-most);
    if (hosts.some((host) => !watched.includes(host))) listen(wanted);
  },
  wasRefused(url) {
    const at = refused.get(place(url));
    return at !== undefined && Date.now() - at < kept;
  },
};

function listen(hosts: string[]): void {
  watched = hosts;
  browser.webRequest.onHeadersReceived.removeListener(hearAnswer);
  browser.webRequest.onErrorOccurred.removeListener(hearFailure);
  if (hosts.length === 0) return;
  const filter: WebRequest.RequestFilter = { urls: hosts, types: ['xmlhttprequest'] };
  const options = preflightsAreHidden ? (['extraHeaders'] as unknown as WebRequest.OnHeadersReceivedOptions[]) : [];
  browser.webRequest.onHeadersReceived.addListener(hearAnswer, filter, options);
  browser.webRequest.onErrorOccurred.addListener(hearFailure, filter);
}

function hearAnswer({ method, url, statusCode }: Headers): undefined {
  if (method === 'OPTIONS') answered.add(place(url));
  else if (answered.delete(place(url)) && statusCode < 300) {
    const { protocol, hostname } = new URL(url);
    listen(watched.filter((host) => host !== `${protocol}//${hostname}/*` && host !== `*://${hostname}/*`));
  }
}

function hearFailure({ method, url, error }: Failed): void {
  if (method === 'OPTIONS' || !answered.delete(place(url)) || /ABORT/.test(error)) return;
  refused.set(place(url), Date.now());
}

/** A page reports its calls without their query. */
function place(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
