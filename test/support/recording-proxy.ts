import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type RecordingProxy = {
  readonly port: number;
  /** Every host that was asked for, by its name, as `host:port`. */
  readonly asked: ReadonlySet<string>;
  close(): Promise<void>;
};

const version = 5;
const answers = { granted: 0, refused: 2, unreachable: 4 };

/**
 * A SOCKS5 proxy (RFC 1928) that writes down where a browser goes. It passes bytes on as they are, so nothing differs for either end; but
 * only to this machine: whoever asks for another host is refused, and is in the record. A browser lets it look names up, too.
 */
export async function startRecordingProxy(): Promise<RecordingProxy> {
  const asked = new Set<string>();
  const open = new Set<Socket>();
  const server = createServer((client) => {
    open.add(client);
    client.on('close', () => open.delete(client));
    // A browser that goes away is no fault.
    client.on('error', () => client.destroy());
    serve(client, asked).catch(() => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const client of open) client.destroy();
      await closed;
    },
  };
}

/** Whether a host, as a browser names it to a proxy, is this machine. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[?(::1|0:0:0:0:0:0:0:1)\]?)$/i.test(host);
}

/** Greeting, request, and then whatever the two ends say to each other (RFC 1928, sections 3 to 6). */
async function serve(client: Socket, asked: Set<string>): Promise<void> {
  const read = reader(client);
  const [, methods = 0] = await read(2);
  await read(methods);
  client.write(Buffer.from([version, 0]));
  const [, , , kind = 0] = await read(4);
  const host = await readHost(kind, read);
  const port = (await read(2)).readUInt16BE();
  asked.add(`${host}:${port}`);
  const answer = (code: number) => client.write(Buffer.from([version, code, 0, 1, 0, 0, 0, 0, 0, 0]));
  if (!isLoopback(host)) {
    answer(answers.refused);
    client.end();
    return;
  }
  const server = connect({ host: host.replace(/[[\]]/g, ''), port, autoSelectFamily: true });
  client.on('close', () => server.destroy());
  const isThere = await once(server, 'connect').then(
    () => true,
    () => false,
  );
  answer(isThere ? answers.granted : answers.unreachable);
  if (!isThere) return client.destroySoon();
  server.on('error', () => client.destroy());
  server.on('close', () => client.destroySoon());
  server.setNoDelay();
  client.setNoDelay();
  client.pipe(server);
  server.pipe(client);
}

type Read = (length: number) => Promise<Buffer>;

async function readHost(kind: number, read: Read): Promise<string> {
  if (kind === 1) return [...(await read(4))].join('.');
  if (kind === 4) {
    const address = await read(16);
    return Array.from({ length: 8 }, (_, group) => address.readUInt16BE(group * 2).toString(16)).join(':');
  }
  const [length = 0] = await read(1);
  return `${await read(length)}`;
}

/** Reads so many bytes, whenever they come, and leaves the rest where it is. */
function reader(socket: Socket): Read {
  return async (length) => {
    if (length === 0) return Buffer.alloc(0);
    for (;;) {
      const chunk: Buffer | null = socket.read(length);
      if (chunk?.length === length) return chunk;
      if (socket.readableEnded || socket.destroyed) throw new Error('the client has gone');
      await once(socket, 'readable');
    }
  };
}
