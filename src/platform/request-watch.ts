import type { WebRequest } from 'webextension-polyfill';
import browser from 'webextension-polyfill';
import type { RequestedBy } from '../core/activity.ts';
import type { Header } from '../core/exchange.ts';
import type { RequestWatch } from '../core/ports.ts';
import type { RequestEvent, SentRequest } from '../core/request-tracker.ts';
import { armedKey } from './bridges.ts';
import { headersAsSent } from './quirks.ts';

type Sent = WebRequest.OnSendHeadersDetailsType & { initiator?: string };

/**
 * Sees requests as they leave, with the headers that they really carry: those of rules too, in both browsers (measured in Chromium 156
 * and Firefox 153).
 *
 * The listeners live in the pages that show activity, and end with them. In the background they would survive its sleep (also measured:
 * a listener that is added again a moment after the start still gets the event that woke it), but then each request to a bound host
 * would wake it, and every fetch would pay for rows that nobody looks at.
 */
export const requestWatch: RequestWatch = {
  hear(hosts, listener) {
    if (hosts.length === 0) return () => undefined;
    const { webRequest } = browser;
    const filter = { urls: [...hosts] };
    const sent = (details: Sent) =>
      !isPreflight(details) &&
      listener({ kind: 'sent', id: details.requestId, at: details.timeStamp, ...requestOf(details) });
    const redirected = ({ requestId: id, timeStamp: at, statusCode: status, redirectUrl: to }: Redirected) =>
      listener({ kind: 'redirected', id, at, status, to });
    const answered = ({ requestId: id, timeStamp: at, statusCode: status }: Answered) =>
      listener({ kind: 'answered', id, at, status });
    const failed = ({ requestId: id, timeStamp: at, error }: WebRequest.OnErrorOccurredDetailsType) =>
      listener({ kind: error === 'net::ERR_CACHE_MISS' ? 'unsent' : 'failed', id, at } satisfies RequestEvent);
    webRequest.onSendHeaders.addListener(sent, filter, headersAsSent);
    webRequest.onBeforeRedirect.addListener(redirected, filter);
    webRequest.onResponseStarted.addListener(answered, filter);
    webRequest.onErrorOccurred.addListener(failed, filter);
    return () => {
      webRequest.onSendHeaders.removeListener(sent);
      webRequest.onBeforeRedirect.removeListener(redirected);
      webRequest.onResponseStarted.removeListener(answered);
      webRequest.onErrorOccurred.removeListener(failed);
    };
  },
  onArmed(listener) {
    const hear = (changes: object) => void (armedKey in changes && listener());
    browser.storage.local.onChanged.addListener(hear);
    return () => browser.storage.local.onChanged.removeListener(hear);
  },
  inOnePage(begin, isOver) {
    void navigator.locks.request('request watch', async () => {
      const stop = await begin();
      await isOver;
      stop();
    });
  },
};

type Redirected = WebRequest.OnBeforeRedirectDetailsType;
type Answered = WebRequest.OnResponseStartedDetailsType;

/** The question whether a request may be made carries no token, ever. */
function isPreflight({ method, requestHeaders = [] }: Sent): boolean {
  return method === 'OPTIONS' && requestHeaders.some(({ name }) => /^access-control-request-method$/i.test(name));
}

function requestOf({ tabId, method, url, type, requestHeaders = [], ...from }: Sent): SentRequest {
  const headers = requestHeaders.map(({ name, value = '' }): Header => [name.toLowerCase(), value]);
  return {
    tabId,
    method,
    url,
    headers,
    by: kindOf(type, tabId, new Map(headers)),
    page: from.initiator ?? from.originUrl,
  };
}

const kinds: Partial<Record<WebRequest.ResourceType, RequestedBy>> = {
  main_frame: 'navigation',
  sub_frame: 'frame',
  image: 'image',
  imageset: 'image',
  script: 'script',
  stylesheet: 'stylesheet',
  font: 'font',
  media: 'media',
  websocket: 'websocket',
  ping: 'beacon',
  beacon: 'beacon',
};

/** What browsers call a request, where that is not enough by what it asks for. */
function kindOf(type: WebRequest.ResourceType, tabId: number, headers: Map<string, string>): RequestedBy | undefined {
  if (headers.get('accept') === 'text/event-stream') return 'event_source';
  if (headers.get('sec-fetch-dest')?.endsWith('worker')) return 'worker';
  // Only workers belong to no tab.
  if (type === 'xmlhttprequest') return tabId < 0 ? 'worker' : undefined;
  return kinds[type] ?? 'other';
}
