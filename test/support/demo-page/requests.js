/**
 * The ways in which a page can make a request. Each `send` takes the URL and settles when the browser says how it
 * ended; a rejection means only that the page could not read the answer.
 */
export const requests = [
  { id: 'fetch', name: 'Fetch', path: '/api/pets', send: (url) => fetch(url) },
  { id: 'xhr', name: 'XMLHttpRequest', path: '/api/pets', send: sendXhr },
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
  { id: 'link', name: 'Link', path: '/api/frame', leaves: 'GET' },
  { id: 'form', name: 'Form', path: '/api/frame', leaves: 'POST' },
];

function sendXhr(url) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.onload = resolve;
    request.onerror = reject;
    request.open('GET', url);
    request.send();
  });
}

function sendEventSource(url) {
  const source = new EventSource(url);
  return first(source, 'message', 'error').finally(() => source.close());
}

function sendWebSocket(url) {
  const socket = new WebSocket(url.replace(/^http/, 'ws'));
  return first(socket, 'message', 'error').finally(() => socket.close());
}

function sendFromWorker(url) {
  const worker = new Worker('/worker.js');
  worker.postMessage(url);
  return first(worker, 'message', 'error').finally(() => worker.terminate());
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
