import type { ServerResponse } from 'node:http';
import type { EndpointAnswer } from './endpoints.ts';

/** Writes an answer; one that streams stays open. */
export function send(response: ServerResponse, { status, type, body, streams }: EndpointAnswer): void {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' });
  if (streams) response.write(body);
  else response.end(body);
}
