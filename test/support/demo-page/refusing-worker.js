/** A service worker that has its page's tokens renewed: it refuses every second call, so that each that is sent again is well. */
let refuses = false;
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  if (!event.request.url.includes('/api/')) return;
  refuses = !refuses;
  const headers = { 'WWW-Authenticate': 'Bearer error="invalid_token"' };
  event.respondWith(new Response(null, refuses ? { status: 401, headers } : { status: 200 }));
});
