// Makes the request where the page's own scripts cannot see it: in a worker, a shared worker or a service worker.
async function answer({ data: url }, port) {
  const { status } = await fetch(url);
  port.postMessage(status);
}

addEventListener('message', (message) => {
  const answered = answer(message, message.ports[0] ?? globalThis);
  // A service worker would end meanwhile.
  message.waitUntil?.(answered);
});
addEventListener('connect', ({ ports: [port] }) => {
  port.onmessage = (message) => answer(message, port);
});
