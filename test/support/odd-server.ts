import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listenOnLoopback } from './loopback-server.ts';

export type OddRequest = { method: string; path: string; headers: IncomingHttpHeaders; body: URLSearchParams };

/** `hang`: the connection stays, no answer comes. `drop`: it breaks before the answer. A function writes by itself. */
export type OddAnswer =
  | 'hang'
  | 'drop'
  | { status?: number; headers?: Record<string, string>; body?: string }
  | { json: unknown; status?: number; headers?: Record<string, string> }
  | ((response: ServerResponse) => void);

export type OddServer = { origin: string; host: string; requests: OddRequest[]; close(): Promise<void> };

/** A server that answers as a test says, however wrong that is. */
export async function startOddServer(
  answer: (request: OddRequest, server: OddServer) => OddAnswer | Promise<OddAnswer>,
): Promise<OddServer> {
  const requests: OddRequest[] = [];
  const listening = await listenOnLoopback(async (incoming, response) => {
    const request = await read(incoming);
    requests.push(request);
    write(await answer(request, server), response);
  });
  const host = `127.0.0.1:${listening.port}`;
  const server: OddServer = { origin: `http://${host}`, host, requests, close: listening.close };
  return server;
}

async function read(incoming: IncomingMessage): Promise<OddRequest> {
  const body = new URLSearchParams(await text(incoming));
  return { method: incoming.method ?? '', path: incoming.url ?? '', headers: incoming.headers, body };
}

function write(answer: OddAnswer, response: ServerResponse): void {
  if (answer === 'hang') return;
  if (answer === 'drop') {
    response.socket?.destroy();
    return;
  }
  if (typeof answer === 'function') {
    answer(response);
    return;
  }
  const isJson = 'json' in answer;
  response.writeHead(answer.status ?? 200, {
    ...(isJson && { 'Content-Type': 'application/json' }),
    ...answer.headers,
  });
  response.end(isJson ? JSON.stringify(answer.json) : answer.body);
}
