import type { Arms, Call, Order } from './arms.ts';
import { carry, isCarried } from './carry.ts';
import {
  apply,
  bare,
  cloneRequest,
  follow,
  get,
  getHeader,
  hasHeader,
  isAborted,
  isLocked,
  isRedirected,
  listen,
  NativePromise,
  NativeProxy,
  NativeRequest,
  requestHeaders,
  requestMethod,
  requestMode,
  requestSignal,
  requestUrl,
  responseHeaders,
  responseStatus,
  setHeader,
  upperCase,
} from './natives.ts';
import { askedUrl, resolveUrl, withParameters } from './page-url.ts';
import { readdressed } from './readdressed.ts';
import type { Report } from './report.ts';
import { type StandIn, standIn } from './stand-in.ts';

/** Stands before the page's `fetch`. Calls that no binding concerns go on at once, as they came. */
export function standBeforeFetch(arms: Arms, report: Report): StandIn {
  const native = window.fetch;
  return standIn(window, 'fetch', (self, args) => {
    const input = readInput(args);
    const concerned = (url: string | undefined) => url !== undefined && arms.concerns(url);
    const wanted = urlOf(input[0]);
    if (!concerned(wanted)) return apply(native, self, input);
    const read = [input[0], readOnce(input[1])];
    const built = buildRequest(read);
    // What the browser refuses, it shall refuse in its own words.
    if (!built) return apply(native, self, read);
    const { request } = built;
    const send = (ready: Request): Promise<Response> => apply(native, self, [ready]);
    // A getter of the page's `init` may have moved the document's base under us: only the URL of what is sent counts.
    const url = askedUrl(requestUrl(request));
    // What can't carry a header is the network rule's.
    if (url === undefined || (url !== wanted && !concerned(url)) || requestMode(request) === 'no-cors') {
      return send(request);
    }
    return sendByOrder(built, url, send, arms, report);
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
  return isRequest(input) ? askedUrl(requestUrl(input)) : undefined;
}

type Built = { request: Request; isStream: boolean };

/**
 * The page's `init`, of which each member is read just once, and only when the browser reads it: a getter of the page must not see more. (A
 * proxy would ask a target of the page itself.)
 */
function readOnce(init: unknown): unknown {
  if ((typeof init !== 'object' && typeof init !== 'function') || init === null) return init;
  const known = bare<Record<PropertyKey, () => unknown>>({});
  const read = (name: PropertyKey): (() => unknown) => {
    try {
      const value = get(init, name, init);
      return () => value;
    } catch (error) {
      return () => {
        throw error;
      };
    }
  };
  const handler = bare({
    get(_: object, name: PropertyKey) {
      known[name] ??= read(name);
      return known[name]();
    },
  });
  return new NativeProxy(bare({}), handler);
}

/** Reads the page's input as `fetch` itself does, body and all, once and now: the page may change it while the call waits. */
function buildRequest(args: unknown[]): Built | undefined {
  const init = args[1] as RequestInit | undefined;
  try {
    const request = new NativeRequest(args[0] as RequestInfo, init);
    return { request, isStream: isStream(init?.body) };
  } catch {
    return undefined;
  }
}

/** What can be read once only. (A Request, whatever it was made of, can be cloned.) */
function isStream(body: unknown): boolean {
  try {
    return typeof isLocked(body as ReadableStream) === 'boolean';
  } catch {
    return false;
  }
}

function sendByOrder(
  { request, isStream }: Built,
  url: string,
  send: (ready: Request) => Promise<Response>,
  arms: Arms,
  report: Report,
): Promise<Response> {
  return new NativePromise((resolve, reject) => {
    const signal = requestSignal(request);
    const method = requestMethod(request);
    const call: Call = { method: upperCase(method), url };

    /** An aborted call goes on at once, since the native one then rejects without a request and with the right reason. */
    const hold = (
      ask: (take: (order: Order | undefined) => void) => void,
      goOn: (order: Order | undefined) => void,
    ) => {
      let left = false;
      const once = (order: Order | undefined) => {
        if (left) return;
        left = true;
        goOn(order);
      };
      if (isAborted(signal)) return once(undefined);
      ask(once);
      if (!left) listen(signal, 'abort', () => once(undefined));
    };

    const leave = (given: Request, order: Order | undefined, isSecond: boolean) => {
      const before = requestUrl(given);
      const after = order ? withParameters(before, order.parts, order.ifPresent) : before;
      if (after === before) go(given, order, isSecond);
      else readdressed(given, after, (ready) => go(ready, order, isSecond));
    };

    const go = (ready: Request, order: Order | undefined, isSecond: boolean) => {
      const carried = order && carryIn(requestHeaders(ready), order);
      const isOurs = carried !== undefined && isCarried(carried);
      const spare = isOurs && !isSecond && !isStream ? spareOf(ready) : undefined;
      const tell = (status: number) => carried && report(carried, method, url, status);
      follow(
        send(ready),
        (response) => {
          const status = responseStatus(response);
          const end = () => {
            resolve(response);
            tell(status);
          };
          if (!isOurs || (status !== 401 && status !== 403) || isRedirected(response)) return end();
          const ask = (take: (order: Order | undefined) => void) =>
            arms.refused(carried, call, status, (name) => getHeader(responseHeaders(response), name), take);
          if (spare && status === 401)
            return hold(ask, (next) => (next || isAborted(signal) ? leave(spare, next, true) : end()));
          resolve(response);
          ask((next) => {
            if (next && status === 401) carried.why = 'body_spent';
            tell(status);
          });
        },
        (reason) => {
          reject(reason);
          tell(0);
        },
      );
    };

    hold(
      (take) => arms.order(call, take),
      (order) => leave(request, order, false),
    );
  });
}

function carryIn(headers: Headers, order: Order): Order {
  // In one text, as XMLHttpRequest has it: of two values of `Authorization` Firefox sends the last alone.
  const joined = (name: string, value: string) => {
    const own = order.ifPresent === 'add' ? getHeader(headers, name) : null;
    return own === null ? value : `${own}, ${value}`;
  };
  return carry(
    order,
    (name, value) => setHeader(headers, name, joined(name, value)),
    (name) => hasHeader(headers, name),
  );
}

/** What can be sent once more. What has no body can be as it is. */
function spareOf(request: Request): Request {
  const method = requestMethod(request);
  return method === 'GET' || method === 'HEAD' ? request : cloneRequest(request);
}
