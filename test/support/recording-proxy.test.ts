import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listenOnLoopback } from './loopback-server.ts';
import { isLoopback, type RecordingProxy, startRecordingProxy } from './recording-proxy.ts';

let proxy: RecordingProxy;
beforeEach(async () => {
  proxy = await startRecordingProxy();
});
afterEach(() => proxy.close());

/** Asks the proxy for a host byte by byte, as slow networks deliver; gives its answer, and the connection. */
async function askFor(host: string, port: number): Promise<{ code: number; socket: Socket }> {
  const socket = connect(proxy.port, '127.0.0.1');
  const number = [port >> 8, port & 255];
  const name = [...Buffer.from(host)];
  for (const byte of [5, 1, 0, 5, 1, 0, 3, name.length, ...name, ...number]) socket.write(Buffer.from([byte]));
  const heard: number[] = [];
  const hear = (chunk: Buffer) => heard.push(...chunk);
  socket.on('data', hear);
  await vi.waitUntil(() => heard.length === 12, { timeout: 10_000 });
  socket.off('data', hear);
  return { code: heard[3] ?? -1, socket };
}

test('A host of this machine is reached, by name and by number, and written down', async () => {
  const server = await listenOnLoopback((_, response) => response.end('hello'));
  for (const host of ['localhost', '127.0.0.1', '::1']) {
    const { code, socket } = await askFor(host, server.port);
    expect(code).toBe(0);
    socket.write('GET / HTTP/1.0\r\n\r\n');
    const [answer] = await once(socket, 'data');
    expect(`${answer}`).toContain('200 OK');
    expect(proxy.asked).toContain(`${host}:${server.port}`);
    socket.destroy();
  }
  await server.close();
});

test('Any other host is refused, and written down', async () => {
  const { code } = await askFor('telemetry.example', 443);
  expect(code).toBe(2);
  expect([...proxy.asked]).toEqual(['telemetry.example:443']);
});

test('A server that is not there is not reached', async () => {
  const server = await listenOnLoopback(() => undefined);
  await server.close();
  expect((await askFor('127.0.0.1', server.port)).code).toBe(4);
});

test.each(['example.com', 'localhost.example', '127.0.0.1.example', '10.0.0.1', 'evil-localhost', '::2'])(
  '%s is not this machine',
  (host) => {
    expect(isLoopback(host)).toBe(false);
  },
);
