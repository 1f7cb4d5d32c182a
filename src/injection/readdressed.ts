import {
  byteLength,
  eachHeader,
  follow,
  listen,
  NativeRequest,
  requestBody,
  requestHeaders,
  requestSignal,
  setHeader,
  settingsOf,
} from './natives.ts';

/**
 * Gives the same request to another URL, once. What has a body leaves a moment later, since that has to be read: as the stream
 * that a Request has it as, browsers take it over HTTP/2 alone. What shall outlive its page can't wait, and comes back as it was.
 */
export function readdressed(request: Request, url: string, take: (request: Request) => void): void {
  const { method, keepalive } = settingsOf(request);
  if (method === 'GET' || method === 'HEAD') take(rebuilt(request, url));
  else if (keepalive) take(request);
  else {
    let isTaken = false;
    const once = (ready: Request) => {
      if (!isTaken) take(ready);
      isTaken = true;
    };
    follow(
      requestBody(request),
      (body) => once(rebuilt(request, url, body)),
      () => once(request),
    );
    // A body may never end; an aborted request never gets so far as to need it.
    listen(requestSignal(request), 'abort', () => once(rebuilt(request, url)));
  }
}

function rebuilt(request: Request, url: string, body?: ArrayBuffer): Request {
  const init = settingsOf(request);
  if (body !== undefined && byteLength(body) > 0) init.body = body;
  const made = new NativeRequest(url, init);
  const headers = requestHeaders(made);
  eachHeader(requestHeaders(request), (value, name) => setHeader(headers, name, value));
  return made;
}
