import type { IncomingMessage, ServerResponse } from 'node:http';
import { createApiHandler } from './demo-api/api-handler.ts';
import { demoAudience } from './demo-api/audience.ts';
import { createBearerCheck } from './demo-api/bearer.ts';
import type { CorsMode } from './demo-api/cors.ts';
import { getPageFile } from './demo-api/page-files.ts';
import { createRequestBook, type DemoRequest } from './demo-api/request-book.ts';
import { tellSeen } from './demo-api/seen.ts';
import { send } from './demo-api/send.ts';
import type { Wants } from './demo-api/wants.ts';
import { createHttp2Server, type LoopbackHost, listenOnLoopback } from './loopback-server.ts';

export type DemoApiOptions = {
  /** Whose tokens it accepts. */
  readonly issuer: string;
  readonly audience?: string;
  readonly port?: number;
  /** The host name in `origin`; the other one of the two works too. */
  readonly host?: LoopbackHost;
  readonly cors?: CorsMode;
  /** Over TLS, with a certificate that nobody vouches for. */
  readonly http2?: boolean;
  readonly wants?: Wants;
};

export type DemoApi = {
  readonly origin: string;
  readonly port: number;
  /** Every request under /api that was answered, preflights too. */
  readonly requests: readonly DemoRequest[];
  cors: CorsMode;
  wants: Wants;
  /** It refuses without a challenge. */
  isSilent: boolean;
  /** How far the API's clock is ahead: what has not expired by then, expires. */
  clockAheadSeconds: number;
  /** The first request that matches, made before or yet to come. */
  findRequest(matches: (request: DemoRequest) => boolean): Promise<DemoRequest>;
  /** Every token that came so far gets 401 `invalid_token` from now on. */
  refuseSeenTokens(): void;
  close(): Promise<void>;
};

/** A protected API that verifies its Bearer tokens, and a page that calls it in every way a page can. */
export async function startDemoApi(options: DemoApiOptions): Promise<DemoApi> {
  const settings = { cors: options.cors ?? 'open', wants: options.wants ?? {}, clockAheadSeconds: 0, isSilent: false };
  const now = () => new Date(Date.now() + settings.clockAheadSeconds * 1000);
  const bearer = createBearerCheck({ issuer: options.issuer, audience: options.audience ?? demoAudience, now });
  const book = createRequestBook();
  const api = createApiHandler({
    bearer,
    book,
    cors: () => settings.cors,
    wants: () => settings.wants,
    isSilent: () => settings.isSilent,
  });

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname.startsWith('/api/')) return api.call(request, response, url);
    if (url.pathname === '/seen') return tellSeen(book, request, response, url);
    const file = await getPageFile(url.pathname);
    send(response, file ? { status: 200, ...file } : { status: 404, type: 'text/plain', body: 'Not found' });
  };
  const server = await listenOnLoopback(
    (request, response) => {
      handle(request, response).catch((error: unknown) => breakOff(response, error));
    },
    options.port,
    options.http2 ? createHttp2Server : undefined,
  );
  for (const listener of server.listeners) {
    listener.on('upgrade', (request, socket, head) => {
      api.upgrade(request, socket, head).catch((error: unknown) => breakOff(socket, error));
    });
  }

  return {
    origin: `${options.http2 ? 'https' : 'http'}://${options.host ?? 'localhost'}:${server.port}`,
    port: server.port,
    requests: book.requests,
    findRequest: book.find,
    get cors() {
      return settings.cors;
    },
    set cors(mode) {
      settings.cors = mode;
    },
    get wants() {
      return settings.wants;
    },
    set wants(wants) {
      settings.wants = wants;
    },
    get isSilent() {
      return settings.isSilent;
    },
    set isSilent(isSilent) {
      settings.isSilent = isSilent;
    },
    get clockAheadSeconds() {
      return settings.clockAheadSeconds;
    },
    set clockAheadSeconds(seconds) {
      settings.clockAheadSeconds = seconds;
    },
    refuseSeenTokens: bearer.refuseSeen,
    close: server.close,
  };
}

function breakOff(connection: { destroy(): unknown }, error: unknown): void {
  console.error(error);
  connection.destroy();
}
