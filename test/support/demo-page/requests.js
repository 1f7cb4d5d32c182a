/**
 * The ways in which a page can make a request. Each `send` takes the URL and settles when the browser says how it
 * ended; a rejection means only that the page could not read the answer.
 */
const all = [
  { id: 'fetch', name: 'Fetch', path: '/api/pets', send: (url) => fetch(url) },
  { id: 'fetch-url', name: 'Fetch, a URL', path: '/api/pets', send: (url) => fetch(new URL(url)) },
  { id: 'fetch-request', name: 'Fetch, a Request', path: '/api/pets', send: (url) => fetch(new Request(url)) },
  {
    id: 'fetch-headers',
    name: 'Fetch, own headers',
    path: '/api/pets',
    send: (url) => fetch(url, { headers: { 'Content-Type': 'application/json', Accept: 'application/json' } }),
  },
  { id: 'fetch-stream', name: 'Fetch, a stream', path: '/api/pets', send: sendStream, http2: true },
  {
    id: 'fetch-keepalive',
    name: 'Fetch, keepalive',
    path: '/api/pets',
    send: (url) => fetch(url, { keepalive: true }),
  },
  { id: 'fetch-aborted', name: 'Fetch, aborted', path: '/api/events', send: sendAndAbort },
  { id: 'xhr', name: 'XMLHttpRequest', path: '/api/pets', send: (url) => sendXhr(url, true) },
  { id: 'xhr-sync', name: 'The same, sync', path: '/api/pets', send: (url) => sendXhr(url, false) },
  { id: 'image', name: 'Image', path: '/api/image.png', send: (url) => load(Object.assign(new Image(), { src: url })) },
  { id: 'iframe', name: 'Frame', path: '/api/frame', send: (url) => attach('iframe', { src: url }) },
  { id: 'event-source', name: 'EventSource', path: '/api/events', send: sendEventSource },
  { id: 'websocket', name: 'WebSocket', path: '/api/socket', send: sendWebSocket },
  { id: 'beacon', name: 'Beacon', path: '/api/beacon', send: (url) => navigator.sendBeacon(url, 'hello'), blind: true },
  { id: 'worker', name: 'Worker', path: '/api/pets', send: sendFromWorker },
  { id: 'script', name: 'Script', path: '/api/script.js', send: (url) => attach('script', { src: url }) },
  {
    id: 'stylesheet',
    name: 'Style sheet',
    path: '/api/style.css',
    send: (url) => attach('link', { rel: 'stylesheet', href: url }),
  },
  { id: 'font', name: 'Font', path: '/api/font.woff2', send: (url) => new FontFace('pets', `url(${url})`).load() },
  { id: 'media', name: 'Media', path: '/api/sound.wav', send: sendMedia },
  {
    id: 'preload',
    name: 'Preload',
    path: '/api/image.png',
    send: (url) => attach('link', { rel: 'preload', as: 'image', href: url }),
  },
  // These belong to no tab: a token of this tab does not go with them.
  { id: 'shared-worker', name: 'Shared worker', path: '/api/pets', send: sendFromSharedWorker, alone: true },
  { id: 'service-worker', name: 'Service worker', path: '/api/pets', send: sendFromServiceWorker, alone: true },
  { id: 'link', name: 'Link', path: '/api/frame', leaves: 'GET' },
  { id: 'form', name: 'Form', path: '/api/frame', leaves: 'POST' },
];

export const requests = all.filter(({ http2 }) => !http2 || location.protocol === 'https:');

function sendXhr(url, async) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.onload = resolve;
    request.onerror = reject;
    request.open('GET', url, async);
    request.send();
  });
}

/** Browsers stream bodies over HTTP/2 only, and so over TLS only. */
function sendStream(url) {
  const body = new Blob(['{"name":"Ida"}']).stream();
  return fetch(url, { method: 'POST', body, duplex: 'half' });
}

/** The answer has no end: it is aborted once it has begun, and has to say so. */
async function sendAndAbort(url) {
  const controller = new AbortController();
  const { body } = await fetch(url, { signal: controller.signal });
  const rest = body.pipeTo(new WritableStream());
  controller.abort();
  const reason = await rest.catch(({ name }) => name);
  if (reason !== 'AbortError') throw new Error(`the abort ended in ${reason}`);
}

function sendEventSource(url) {
  const source = new EventSource(url);
  return first(source, 'message', 'error').finally(() => source.close());
}

function sendWebSocket(url) {
  const socket = new WebSocket(url.replace(/^http/, 'ws'));
  return first(socket, 'message', 'error').finally(() => socket.close());
}

function sendMedia(url) {
  const sound = Object.assign(new Audio(), { preload: 'auto' });
  const loaded = first(sound, 'loadeddata', 'error');
  sound.src = url;
  return loaded.finally(() => sound.removeAttribute('src'));
}

function sendFromWorker(url) {
  const worker = new Worker('/worker.js');
  worker.postMessage(url);
  return first(worker, 'message', 'error').finally(() => worker.terminate());
}

function sendFromSharedWorker(url) {
  const { port } = new SharedWorker('/worker.js');
  port.start();
  port.postMessage(url);
  return first(port, 'message', 'messageerror').finally(() => port.close());
}

async function sendFromServiceWorker(url) {
  const { installing, waiting, active } = await navigator.serviceWorker.register('/worker.js', { scope: '/none/' });
  const { port1, port2 } = new MessageChannel();
  const answered = first(port1, 'message', 'messageerror');
  port1.start();
  (installing ?? waiting ?? active).postMessage(url, [port2]);
  return answered;
}

function attach(tag, properties) {
  const element = Object.assign(document.createElement(tag), properties);
  const loaded = load(element);
  document.head.parentElement.append(element);
  return loaded.finally(() => element.remove());
}

function load(element) {
  return first(element, 'load', 'error');
}

function first(target, good, bad) {
  return new Promise((resolve, reject) => {
    target.addEventListener(good, resolve, { once: true });
    target.addEventListener(bad, () => reject(new Error(bad)), { once: true });
  });
}
