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
      return new Response('ok', { status: 200 });
    },
  });
  window.top = window;
  const MutationObserver = vi.fn(function (this: object, callback: () => void) {
    observers.push(callback);
    Object.assign(this, { observe: vi.fn(), disconnect: vi.fn() });
  });
  const globals = { window, document, Node, MutationObserver, XMLHttpRequest: fakeXhr(sent), ProgressEvent: Event };
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
  vi.stubGlobal('reportError', (error: unknown) => {
    throw error;
  });
  const parse = () => {
    for (const tell of observers) tell();
  };
  return { window: window as unknown as FakePage['window'], document, calls, fetched, sent, parse };
}

function fakeXhr(sent: SentXhr[]) {
  return class XMLHttpRequest extends EventTarget {
    #state = 0;
    #status = 0;
    #opened = { method: '', url: '' };
    #headers: Record<string, string> = {};
    #isSent = false;

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
      if (this.#isSent) this.end(0);
    }
    end(status: number) {
      this.#state = 4;
      this.#status = status;
      this.dispatchEvent(new Event('loadend'));
    }
    #expectOpened() {
      if (this.#state !== 1 || this.#isSent) throw new DOMException('Not opened.', 'InvalidStateError');
    }
  };
}
