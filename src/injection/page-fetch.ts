import type { Arms, Order } from './arms.ts';
import { carry } from './carry.ts';
import {
  addHeader,
  apply,
  follow,
  hasHeader,
  isAborted,
  listen,
  NativePromise,
  NativeRequest,
  requestHeaders,
  requestMethod,
  requestMode,
  requestSignal,
  requestUrl,
  responseStatus,
  setHeader,
  upperCase,
} from './natives.ts';
import { resolveUrl, withParameters } from './page-url.ts';
import { readdressed } from './readdressed.ts';
import type { Report } from './report.ts';
import { type StandIn, standIn } from './stand-in.ts';

/** Stands before the page's `fetch`. Calls that no binding concerns go on at once, as they came. */
export function standBeforeFetch(arms: Arms, report: Report): StandIn {
  const native = window.fetch;
  return standIn(window, 'fetch', (self, args) => {
    const input = readInput(args);
    const concerned = (url: string | undefined) => url !== undefined && arms.concerns(url);
    if (!concerned(urlOf(input[0]))) return apply(native, self, input);
    const request = buildRequest(input);
    // What the browser refuses, it shall refuse in its own words.
    if (!request) return apply(native, self, input);
    const send = (ready: Request): Promise<Response> => apply(native, self, [ready]);
    // A getter of the page's `init` may have moved the document's base under us: only the URL of what is sent counts.
    const url = urlOf(request);
    // What can't carry a header is the network rule's.
    if (url === undefined || !concerned(url) || requestMode(request) === 'no-cors') return send(request);
    return sendByOrder(request, url, send, arms, report);
  });
}

/** The arguments, with what is no request turned to text once, as the browser does. */
function readInput(args: unknown[]): unknown[] {
  const input = args[0];
  if (args.length === 0 || typeof input === 'string' || isRequest(input)) return args;
  try {
    return [`${input}`, args[1]];
  } catch {
    return args;
  }
}

function isRequest(input: unknown): input is Request {
  try {
    return requestUrl(input as Request) !== '';
  } catch {
    return false;
  }
}

function urlOf(input: unknown): string | undefined {
  if (typeof input === 'string') return resolveUrl(input);
  return isRequest(input) ? resolveUrl(requestUrl(input)) : undefined;
}

/** Reads the page's input as `fetch` itself does, body and all, once and now: the page may change it while the call waits. */
function buildRequest(args: unknown[]): Request | undefined {
  try {
    return new NativeRequest(args[0] as RequestInfo, args[1] as RequestInit);
  } catch {
    return undefined;
  }
}

function sendByOrder(
  request: Request,
  url: string,
  send: (ready: Request) => Promise<Response>,
  arms: Arms,
  report: Report,
): Promise<Response> {
  return new NativePromise((resolve, reject) => {
    let left = false;
    const leave = (order: Order | undefined) => {
      if (left) return;
      left = true;
      const before = requestUrl(request);
      const after = order ? withParameters(before, order.parts, order.ifPresent) : before;
      if (after === before) go(request, order);
      else readdressed(request, after, (ready) => go(ready, order));
    };
    const go = (ready: Request, order: Order | undefined) => {
      const carried = order && carryIn(requestHeaders(ready), order);
      const tell = (status: number) => carried && report(carried, requestMethod(ready), url, status);
      follow(
        send(ready),
        (response) => {
          resolve(response);
          tell(responseStatus(response));
        },
        (reason) => {
          reject(reason);
          tell(0);
        },
      );
    };
    const signal = requestSignal(request);
    if (isAborted(signal)) return leave(undefined);
    arms.order({ method: upperCase(requestMethod(request)), url }, leave);
    // An aborted call leaves at once, since the native one then rejects without a request and with the right reason.
    if (!left) listen(signal, 'abort', () => leave(undefined));
  });
}

function carryIn(headers: Headers, order: Order): Order {
  const set = order.ifPresent === 'add' ? addHeader : setHeader;
  return carry(
    order,
    (name, value) => set(headers, name, value),
    (name) => hasHeader(headers, name),
  );
}
