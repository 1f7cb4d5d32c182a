import { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

/** A form's fields; the last one wins where a name comes twice. */
export async function readForm(request: IncomingMessage): Promise<Record<string, string>> {
  return formFields(await text(request));
}

export function formFields(body: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(body));
}

/** A request that was read already, to be read once more with another body. */
export function requestAgain(request: IncomingMessage, body: string): IncomingMessage {
  const again = new IncomingMessage(request.socket);
  const { method, url, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  // Said to be complete, or its end would be taken for a broken connection and close the socket.
  Object.assign(again, { method, url, httpVersion, httpVersionMajor, httpVersionMinor, complete: true });
  again.headers = { ...request.headers, 'content-length': String(Buffer.byteLength(body)) };
  again.push(body);
  again.push(null);
  return again;
}
