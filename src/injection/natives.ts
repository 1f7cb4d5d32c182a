/**
 * The built-ins that the injector uses, taken before the first script of the page runs. A page may patch every prototype
 * afterwards: nothing here goes through one again. For the same reason the injector never iterates, spreads or
 * destructures arrays, calls no method on an object, and reads no property that may be missing.
 */
const { apply, construct, defineProperty, get, getOwnPropertyDescriptor, setPrototypeOf } = Reflect;

/** A method as a function of its object. */
function method<Self, Args extends unknown[], Result>(
  of: (this: Self, ...args: Args) => Result,
): (self: Self, ...args: Args) => Result {
  return (self, ...args) => apply(of, self, args);
}

/** A getter as a function of its object; it throws for an object of another kind. */
function getter<Self extends object, Key extends keyof Self>(prototype: Self, key: Key): (self: Self) => Self[Key] {
  return method(getOwnPropertyDescriptor(prototype, key)?.get as (this: Self) => Self[Key]);
}

export { apply, construct, defineProperty, get, getOwnPropertyDescriptor };

export const NativeMessageChannel = MessageChannel;
export const NativePromise = Promise;
export const NativeProxy = Proxy;
export const NativeRegExp = RegExp;
export const NativeRequest = Request;
export const NativeURL = URL;
export const NativeURLSearchParams = URLSearchParams;
export const NativeXHR = XMLHttpRequest;
export const NativeEvent = Event;
export const NativeProgressEvent = ProgressEvent;

export const { now } = Date;
export const later: (run: () => void, milliseconds: number) => number = setTimeout.bind(window);
export const forget: (timer: number | undefined) => void = clearTimeout.bind(window);
export const complain: (error: unknown) => void = reportError.bind(window);

export const exec = method<RegExp, [string], RegExpExecArray | null>(RegExp.prototype.exec);
export const slice = method<string, [number, number], string>(String.prototype.slice);
export const indexOf = method<string, [string], number>(String.prototype.indexOf);
export const lowerCase = method<string, [], string>(String.prototype.toLowerCase);
export const upperCase = method<string, [], string>(String.prototype.toUpperCase);
export const follow: <Value>(
  promise: Promise<Value>,
  well: (value: Value) => void,
  badly: (reason: unknown) => void,
) => unknown = method(Promise.prototype.then as never);

export const listen: (
  to: EventTarget,
  kind: string,
  hear: (this: never, event: Event) => void,
  capture?: boolean,
) => void = method(EventTarget.prototype.addEventListener as never);
export const typeOf = getter(Event.prototype, 'type');
export const loadedOf = getter(ProgressEvent.prototype, 'loaded');
export const totalOf = getter(ProgressEvent.prototype, 'total');
export const isComputable = getter(ProgressEvent.prototype, 'lengthComputable');
export const stopNow = method<Event, [], void>(Event.prototype.stopImmediatePropagation);
export const dispatch = method<EventTarget, [Event], boolean>(EventTarget.prototype.dispatchEvent);
export const post = method<MessagePort, [unknown], void>(MessagePort.prototype.postMessage);
export const dataOf = getter(MessageEvent.prototype, 'data');

const baseOf = getter(Node.prototype, 'baseURI');
const page = document;
export const baseUrl = (): string => baseOf(page);
export const hrefOf = getter(URL.prototype, 'href');
export const originOf = getter(URL.prototype, 'origin');
export const pathOf = getter(URL.prototype, 'pathname');
export const hasParameter = method<URLSearchParams, [string], boolean>(URLSearchParams.prototype.has);
export const asText = method<URLSearchParams, [], string>(URLSearchParams.prototype.toString);

export const requestUrl = getter(Request.prototype, 'url');
export const requestMethod = getter(Request.prototype, 'method');
export const requestMode = getter(Request.prototype, 'mode');
export const requestSignal = getter(Request.prototype, 'signal');
export const requestHeaders = getter(Request.prototype, 'headers');
export const requestBody = method<Request, [], Promise<ArrayBuffer>>(Request.prototype.arrayBuffer);
export const byteLength = getter(ArrayBuffer.prototype, 'byteLength');
export const isAborted = getter(AbortSignal.prototype, 'aborted');
export const setHeader = method<Headers, [string, string], void>(Headers.prototype.set);
export const hasHeader = method<Headers, [string], boolean>(Headers.prototype.has);
export const eachHeader = method<Headers, [(value: string, name: string) => void], void>(Headers.prototype.forEach);
export const getHeader = method<Headers, [string], string | null>(Headers.prototype.get);
export const cloneRequest = method<Request, [], Request>(Request.prototype.clone);
export const responseStatus = getter(Response.prototype, 'status');
export const responseHeaders = getter(Response.prototype, 'headers');
export const isRedirected = getter(Response.prototype, 'redirected');
export const isLocked = getter(ReadableStream.prototype, 'locked');

export const {
  open: xhrOpen,
  setRequestHeader: xhrSetHeader,
  send: xhrSend,
  abort: xhrAbort,
} = XMLHttpRequest.prototype;
export const xhrState = getter(XMLHttpRequest.prototype, 'readyState');
export const xhrStatus = getter(XMLHttpRequest.prototype, 'status');
export const xhrUrl = getter(XMLHttpRequest.prototype, 'responseURL');
export const xhrHeaders = method<XMLHttpRequest, [], string>(XMLHttpRequest.prototype.getAllResponseHeaders);

const NativeDOMException = DOMException;
export const stateError = (): DOMException =>
  new NativeDOMException("The object's state must be OPENED.", 'InvalidStateError');

export const recall = method<WeakMap<object, unknown>, [object], unknown>(WeakMap.prototype.get);
export const remember = method<WeakMap<object, unknown>, [object, unknown], unknown>(WeakMap.prototype.set);

/** The object without a prototype: what it lacks is missing, and an array's places are its own to set. */
export function bare<Thing extends object>(thing: Thing): Thing {
  setPrototypeOf(thing, null);
  return thing;
}

const settings = (
  [
    'cache',
    'credentials',
    'integrity',
    'keepalive',
    'method',
    'mode',
    'redirect',
    'referrer',
    'referrerPolicy',
    'signal',
  ] as const
).map((name) => ({ name, read: getter(Request.prototype, name) }));

/** All that a page can say of a request, but for its URL, headers and body. (A `priority` can't be read.) */
export function settingsOf(request: Request): RequestInit & object {
  const found = bare<Record<string, unknown>>({});
  for (let i = 0; i < settings.length; i++) {
    const { name, read } = settings[i] as (typeof settings)[number];
    found[name] = read(request);
  }
  return found;
}
