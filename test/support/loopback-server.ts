import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createSecureServer } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';

export type LoopbackHost = 'localhost' | '127.0.0.1';

export type LoopbackServer = {
  readonly port: number;
  /** The listening servers, one per address: WebSocket upgrades are events of a server, not of a request. */
  readonly listeners: readonly Server[];
  /** Ends every connection at once, event streams and upgraded sockets included. */
  close(): Promise<void>;
};

const attempts = 5;

/**
 * Serves on 127.0.0.1 and, where the machine has it, on ::1 with the same port, because a browser may take either for
 * "localhost". Port 0 takes a free one.
 */
export async function listenOnLoopback(
  handler: RequestListener,
  port = 0,
  create: (handler: RequestListener) => Server = createServer,
): Promise<LoopbackServer> {
  const sockets = new Set<Socket>();
  for (let attempt = 1; ; attempt += 1) {
    const four = await listen(create(handler), '127.0.0.1', port, sockets);
    const taken = (four.address() as AddressInfo).port;
    try {
      const six = await listen(create(handler), '::1', taken, sockets).catch(unlessTaken);
      return loopbackServer(taken, six ? [four, six] : [four], sockets);
    } catch (error) {
      await end(four);
      // A free port of one address family may be in use in the other; another one is soon found.
      if (port !== 0 || attempt === attempts) throw error;
    }
  }
}

/** A server that speaks HTTP/2 with a certificate that nobody vouches for. What it hands to a handler is like what HTTP/1.1 does. */
export function createHttp2Server(handler: RequestListener): Server {
  const both = readFileSync(new URL('./demo-api/localhost.pem', import.meta.url));
  const options = { key: both, cert: both, allowHTTP1: true };
  return createSecureServer(options, handler as never) as unknown as Server;
}

function loopbackServer(port: number, listeners: readonly Server[], sockets: Set<Socket>): LoopbackServer {
  return {
    port,
    listeners,
    async close() {
      const ended = Promise.all(listeners.map(end));
      for (const socket of sockets) socket.destroy();
      await ended;
    },
  };
}

function listen(server: Server, address: string, port: number, sockets: Set<Socket>): Promise<Server> {
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

function end(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

/** A machine without IPv6 is served by 127.0.0.1 alone. */
function unlessTaken(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'EADDRINUSE') throw error;
}
