import type { IncomingMessage, ServerResponse } from 'node:http';
import { allowOrigin } from './cors.ts';
import { json } from './endpoints.ts';
import { type DemoRequest, type RequestBook, shortened } from './request-book.ts';
import { send } from './send.ts';

/**
 * `GET /seen?id=…`: what the API saw of the request with that id; with `&wait` it answers when the request has come. It
 * stands outside /api, so it needs no token and is not recorded.
 */
export async function tellSeen(
  book: RequestBook,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  allowOrigin('open', request, response);
  if (request.method === 'OPTIONS') {
    response.writeHead(204).end();
    return;
  }
  const id = url.searchParams.get('id');
  const isIt = (made: DemoRequest) => made.id === id && made.method !== 'OPTIONS';
  const made = url.searchParams.has('wait') ? await book.find(isIt) : book.requests.find(isIt);
  const preflight = book.requests.some((other) => other.id === id && other.method === 'OPTIONS');
  const authorization = made?.authorization && shortened(made.authorization);
  send(response, json(200, { preflight, user: made?.user, status: made?.status, authorization }));
}
