import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { WebSocketServer } from 'ws';
import type { BearerCheck } from './bearer.ts';
import { allowOrigin, type CorsMode } from './cors.ts';
import { endpoints, json, refusal } from './endpoints.ts';
import type { ProvedCall } from './proof.ts';
import type { DemoRequest, RequestBook } from './request-book.ts';
import { send } from './send.ts';
import { challengeTo, presented, type Wants } from './wants.ts';

export type ApiParts = {
  readonly bearer: BearerCheck;
  readonly book: RequestBook;
  readonly cors: () => CorsMode;
  readonly wants: () => Wants;
  readonly isSilent: () => boolean;
};

/** Everything under /api: checks the token, answers, and writes the request in the book. */
export function createApiHandler({ bearer, book, cors, wants, isSilent }: ApiParts) {
  const sockets = new WebSocketServer({ noServer: true });

  return {
    async call(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
      allowOrigin(cors(), request, response, wants().headers);
      const body = await text(request);
      if (request.method === 'OPTIONS') {
        book.add(entry(request, url, { body, status: 204 }));
        response.writeHead(204).end();
        return;
      }
      const { method = 'GET', headers } = request;
      if (url.pathname === '/api/go') {
        const status = Number(url.searchParams.get('status'));
        book.add(entry(request, url, { body, status }));
        // Or a browser would go there next time without asking.
        response.writeHead(status, { location: url.searchParams.get('to') ?? '', 'cache-control': 'no-store' }).end();
        return;
      }
      const { nonce } = wants();
      if (nonce) response.setHeader('DPoP-Nonce', nonce);
      const answer = await bearer.check(presented(wants(), request, url), callOf(request, url, nonce));
      const refused = answer.granted ? challengeTo(wants(), answer.claims) : { status: 401, ...answer };
      if (refused || !answer.granted) {
        const { status = 401, challenge = '' } = refused ?? {};
        if (!isSilent()) response.setHeader('WWW-Authenticate', challenge);
        book.add(entry(request, url, { body, status }));
        send(response, refusal(url.pathname, status, challenge, headers.referer));
        return;
      }
      const endpoint = endpoints[url.pathname];
      const made =
        endpoint?.({ method, body, referer: headers.referer, ...answer }) ?? json(404, { error: 'not_found' });
      book.add(entry(request, url, { body, status: made.status, user: answer.user }));
      send(response, made);
    },

    async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const answer = await bearer.check(presented(wants(), request, url), callOf(request, url, wants().nonce));
      if (!answer.granted) {
        book.add(entry(request, url, { body: '', status: 401 }));
        socket.end(`HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: ${answer.challenge}\r\nContent-Length: 0\r\n\r\n`);
        return;
      }
      book.add(entry(request, url, { body: '', status: 101, user: answer.user }));
      sockets.handleUpgrade(request, socket, head, (peer) => peer.send(JSON.stringify({ user: answer.user })));
    },
  };
}

function entry(
  request: IncomingMessage,
  url: URL,
  { body, status, user }: { body: string; status: number; user?: string },
): DemoRequest {
  const { authorization, origin } = request.headers;
  const [id, kind] = ['id', 'kind'].map((name) => url.searchParams.get(name) ?? undefined);
  return {
    id,
    method: request.method ?? 'GET',
    path: url.pathname,
    search: url.search,
    headers: request.headers,
    kind,
    authorization,
    origin,
    body,
    user,
    status,
  };
}

function callOf(
  { method = 'GET', headers }: IncomingMessage,
  { pathname }: URL,
  nonce: string | undefined,
): ProvedCall {
  const [proof] = [headers.dpop].flat();
  return { method, url: `http://${headers.host}${pathname}`, proof, nonce };
}
