import type { Mode } from '../../../src/core/binding.ts';

/**
 * Every kind of request that a page can make, and whether it gets the token, in each mode and browser. The tests go by this table, and a
 * check holds the README to it.
 */
type Cell = 'works' | `cannot: ${string}`;
type Cells = { chromium: Cell; firefox: Cell };

export type Kind = {
  /** The button of the demo page. */
  id: string;
  /** As the README calls it. */
  name: string;
  page: Cells;
  network: Cells;
};

const everywhere: Cells = { chromium: 'works', firefox: 'works' };
const both = { page: everywhere, network: everywhere };

/** What scripts of the page call. */
export const calls: Kind[] = [
  { id: 'fetch', name: '`fetch` with a string', ...both },
  { id: 'fetch-url', name: '`fetch` with a `URL`', ...both },
  { id: 'fetch-request', name: '`fetch` with a `Request`', ...both },
  { id: 'fetch-headers', name: '`fetch` with own headers', ...both },
  { id: 'fetch-keepalive', name: '`fetch` with `keepalive`', ...both },
  { id: 'fetch-aborted', name: '`fetch` that is aborted', ...both },
  { id: 'xhr', name: '`XMLHttpRequest`', ...both },
  { id: 'xhr-sync', name: '`XMLHttpRequest`, synchronous', ...both },
];

const streamed: Cells = {
  chromium: 'works',
  firefox: 'cannot: Firefox sends no streams, but the words “[object ReadableStream]”, with the token',
};

/** What browsers stream over HTTP/2 only. */
export const streams: Kind[] = [
  { id: 'fetch-stream', name: '`fetch` with a stream as body (HTTP/2)', page: streamed, network: streamed },
];

/** What the browser fetches for the page, or workers do. */
export const others: Kind[] = [
  { id: 'link', name: 'navigation by a link', ...both },
  { id: 'form', name: 'form post', ...both },
  { id: 'iframe', name: 'frame', ...both },
  { id: 'image', name: 'image', ...both },
  { id: 'script', name: 'script', ...both },
  { id: 'stylesheet', name: 'style sheet', ...both },
  { id: 'font', name: 'font', ...both },
  { id: 'media', name: 'media', ...both },
  { id: 'event-source', name: '`EventSource`', ...both },
  { id: 'websocket', name: 'WebSocket handshake', ...both },
  { id: 'beacon', name: '`sendBeacon`', ...both },
  { id: 'worker', name: '`fetch` in a dedicated worker', ...both },
  { id: 'shared-worker', name: '`fetch` in a shared worker', ...both },
  { id: 'service-worker', name: '`fetch` in a service worker', ...both },
  { id: 'preload', name: 'preload', ...both },
];

export const modes: readonly Mode[] = ['page', 'network'];
