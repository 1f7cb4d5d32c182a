import { vi } from 'vitest';

/** What the tests see of an XMLHttpRequest that was really sent. */
export type SentXhr = {
  xhr: XMLHttpRequest;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: unknown;
};

export type FakePage = {
  window: EventTarget & { fetch: typeof fetch };
  document: { readyState: string; body: unknown };
  /** The arguments of the native `fetch`, and the requests that they meant. */
  calls: unknown[][];
  fetched: Request[];
  sent: SentXhr[];
  /** Tells the observer of the document that the parser went on. */
  parse(): void;
  /** Answers the next calls of `fetch`, in order; all others with 200. */
  answers: Response[];
};

/**
 * A page at its very start, as globals of this test: what Node lacks of a browser, in the smallest form. Modules of the
 * injection must be imported after it, as they take their built-ins when they begin.
 */
export function fakePage(): FakePage {
  vi.resetModules();
  const calls: unknown[][] = [];
  const fetched: Request[] = [];
  const sent: SentXhr[] = [];
  const answers: Response[] = [];
  const observers: (() => void)[] = [];
  class Node {
    get baseURI() {
      return 'https://app.example/start/';
    }
  }
  const document = Object.assign(new Node(), { readyState: 'loading', body: null });
  const window = Object.assign(new EventTarget(), {
    top: null as unknown,
    opener: null,
    length: 0,
    document,
    async fetch(...args: unknown[]) {
      calls.push(args);
      const request = new Request(args[0] as RequestInfo, args[1] as RequestInit);
      request.signal.throwIfAborted();
      fetched.push(request);
      return answers.shift() ?? new Response('ok', { status: 200 });
    },
  });
  window.top = window;
  const MutationObserver = vi.fn(function (this: object, callback: () => void) {
    observers.push(callback);
    Object.assign(this, { observe: vi.fn(), disconnect: vi.fn() });
  });
  const XMLHttpRequest = fakeXhr(sent);
  Object.assign(window, { XMLHttpRequest });
  const globals = { window, document, Node, MutationObserver, XMLHttpRequest, ProgressEvent: Event };
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
  // As in a browser, the window's property is the name of the class.
  Object.defineProperty(globalThis, 'XMLHttpRequest', {
    get: () => Reflect.get(window, 'XMLHttpRequest'),
    configurable: true,
  });
  vi.stubGlobal('reportError', (error: unknown) => {
    throw error;
  });
  const parse = () => {
    for (const tell of observers) tell();
  };
  return { window: window as unknown as FakePage['window'], document, calls, fetched, sent, parse, answers };
}

function fakeXhr(sent: SentXhr[]) {
  return class XMLHttpRequest extends EventTarget {
    #state = 0;
    #status = 0;
    #opened = { method: '', url: '' };
    #headers: Record<string, string> = {};
    #isSent = false;
    #answer = '';
    readonly #upload = new EventTarget();
    get upload() {
      return this.#upload;
    }

    get readyState() {
      return this.#state;
    }
    get status() {
      return this.#status;
    }
    open(method: string, url: string) {
      this.#opened = { method, url: new URL(url, 'https://app.example/start/').href };
      this.#headers = {};
      this.#isSent = false;
      this.#state = 1;
    }
    setRequestHeader(name: string, value: string) {
      this.#expectOpened();
      if (!/^[\w-]+$/.test(name) || /\n/.test(value)) throw new DOMException('Not a header.', 'SyntaxError');
      const before = this.#headers[name.toLowerCase()];
      this.#headers[name.toLowerCase()] = before === undefined ? value : `${before}, ${value}`;
    }
    send(body?: unknown) {
      this.#expectOpened();
      this.#isSent = true;
      sent.push({ xhr: this as never, ...this.#opened, headers: this.#headers, body });
    }
    abort() {
      const isPending = this.#isSent && this.#state !== 4;
      if (isPending) this.end(0);
      this.#state = 0;
    }
    /** The answer comes, as browsers tell of it. */
    end(status: number, headers = '') {
      this.#status = status;
      this.#answer = headers;
      for (const state of status === 0 ? [4] : [2, 3, 4]) {
        this.#state = state;
        this.dispatchEvent(new Event('readystatechange'));
      }
      this.dispatchEvent(new Event(status === 0 ? 'error' : 'load'));
      // The page may have begun anew meanwhile.
      if (this.#state === 4) this.dispatchEvent(new Event('loadend'));
    }
    get responseURL() {
      return this.#status === 0 ? '' : this.#opened.url.replace(/#.*$/, '');
    }
    getAllResponseHeaders() {
      return this.#answer;
    }
    #expectOpened() {
      if (this.#state !== 1 || this.#isSent) throw new DOMException('Not opened.', 'InvalidStateError');
    }
  };
}
