/** A service worker that tells its pages what their requests carry. */
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  if (!event.request.url.includes('/api/')) return;
  event.respondWith(fetch(event.request));
  event.waitUntil(
    clients.get(event.clientId).then((page) => page.postMessage(event.request.headers.get('authorization'))),
  );
});
