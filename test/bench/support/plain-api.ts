import { listenOnLoopback } from '../../support/loopback-server.ts';

export type PlainApi = { readonly origin: string; close(): Promise<void> };

const page =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Page</title><script src="/script.js"></script><p>Page';

/** Makes its first call before anything else, and keeps how long that took. */
const callsAtOnce = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Page</title><script>
globalThis.firstCall = (async () => {
  const start = performance.now();
  await (await fetch('/api/pets')).text();
  return performance.now() - start;
})();
</script><p>Page`;

const answers: Readonly<Record<string, readonly [type: string, body: string]>> = {
  '/': ['text/html', page],
  '/calls-at-once': ['text/html', callsAtOnce],
  '/script.js': ['text/javascript', `globalThis.words = ${JSON.stringify('word '.repeat(4000))}.split(' ');`],
  '/api/pets': ['application/json', '{"pets":[]}'],
};

const headers = {
  'Cache-Control': 'no-store',
  // Only pages that stand alone get an exact clock.
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** Answers always the same, and checks no token: what it takes itself must not hide what is measured. */
export async function startPlainApi(): Promise<PlainApi> {
  const server = await listenOnLoopback((request, response) => {
    const [type, body] = answers[request.url ?? ''] ?? ['text/plain', ''];
    response.writeHead(200, { ...headers, 'Content-Type': type }).end(body);
  });
  return { origin: `http://localhost:${server.port}`, close: server.close };
}
