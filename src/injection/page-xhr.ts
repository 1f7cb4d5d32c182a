import type { Part } from '../core/binding.ts';
import type { Arms, Order } from './arms.ts';
import { carry } from './carry.ts';
import {
  apply,
  bare,
  listen,
  lowerCase,
  NativeXHR,
  recall,
  remember,
  stateError,
  upperCase,
  xhrState,
  xhrStatus,
} from './natives.ts';
import { resolveUrl, withParameters } from './page-url.ts';
import type { Report } from './report.ts';
import { type StandIn, standIn, together } from './stand-in.ts';
import { tellAborted } from './tell-aborted.ts';

type Xhr = XMLHttpRequest;
type Header = { name: string; value: string };

/** One opened request that may be bound. Its headers are held back until it leaves: the browser would add ours to the page's own. */
type Call = {
  /** The arguments of `open`, the URL absolute. */
  opening: unknown[];
  url: string;
  async: boolean;
  step: 'opened' | 'waiting' | 'aborted' | 'sent';
  headers: Header[];
  /** Never sent: the browser judges the page's headers on it. */
  trial: Xhr | undefined;
  /** Reports the call, the first time. */
  tell: (() => void) | undefined;
};

const OPENED = 1;
const DONE = 4;
const prototype = NativeXHR.prototype;
const { open, setRequestHeader, send, abort } = prototype;

/**
 * Stands before the page's XMLHttpRequest. A call that waits is as good as sent for the page, with these differences:
 * `loadstart` and the time of `timeout` begin when it leaves; until then `withCredentials` may be set, and a change of the
 * body is sent along; after an `abort()` in that time `readyState` stays 1, and no `readystatechange` or event of `upload` comes.
 */
export function standBeforeXhr(arms: Arms, report: Report): StandIn {
  const calls = new WeakMap<Xhr, unknown>();
  const callOf = (xhr: unknown) => recall(calls, xhr as Xhr) as Call | undefined;
  /** The call, if it is for us to say what comes next. */
  const heldCall = (xhr: unknown) => {
    const call = callOf(xhr);
    return call && call.step !== 'sent' && xhrState(xhr as Xhr) === OPENED ? call : undefined;
  };

  let isUsed = false;

  /** Of the call before, when the page started over in its own `load` listener, the end may come late. */
  function hearEnd(this: Xhr): void {
    if (xhrState(this) === DONE) callOf(this)?.tell?.();
  }

  function leave(xhr: Xhr, call: Call, body: unknown[], order: Order | undefined): void {
    const carried = order && order.parts !== undefined ? carryOn(xhr, call, order) : order;
    const stays = (name: string) => order?.ifPresent === 'add' || !carriesHeader(carried, lowerCase(name));
    for (let i = 0; i < call.headers.length; i++) {
      const { name, value } = call.headers[i] as Header;
      if (stays(name)) apply(setRequestHeader, xhr, [name, value]);
    }
    call.step = 'sent';
    if (carried) call.tell = reportOnce(() => report(carried, methodOf(call), call.url, xhrStatus(xhr)));
    // The browser keeps one and the same listener just once.
    if (call.async) listen(xhr, 'loadend', hearEnd);
    try {
      apply(send, xhr, body);
    } finally {
      if (!call.async) call.tell?.();
    }
  }

  const all = together(
    standIn(prototype, 'open', (self, args) => {
      const opening = readOpening(args);
      const before = callOf(self);
      // A page that starts over in its own `onload` comes before our listener, and the status is lost after this.
      if (xhrState(self as Xhr) === DONE) before?.tell?.();
      const call = openedCall(opening, arms);
      // Known before it is opened, for the page may go on in the `readystatechange` of that.
      remember(calls, self as Xhr, call);
      try {
        apply(open, self, opening);
      } catch (error) {
        remember(calls, self as Xhr, before);
        throw error;
      }
      before?.tell?.();
      isUsed ||= call !== undefined;
    }),

    standIn(prototype, 'setRequestHeader', (self, args) => {
      const call = heldCall(self);
      if (!call || args.length < 2) return apply(setRequestHeader, self, args);
      if (call.step !== 'opened') throw stateError();
      const header = { name: `${args[0]}`, value: `${args[1]}` };
      judge(call, header);
      call.headers[call.headers.length] = header;
    }),

    standIn(prototype, 'send', (self, args) => {
      const call = heldCall(self);
      if (!call) return apply(send, self, args);
      if (call.step !== 'opened') throw stateError();
      if (!call.async) return leave(self as Xhr, call, args, arms.orderNow(asked(call)));
      call.step = 'waiting';
      arms.order(asked(call), (order) => {
        if (call.step === 'waiting' && callOf(self) === call) leave(self as Xhr, call, args, order);
      });
    }),

    standIn(prototype, 'abort', (self, args) => {
      const call = heldCall(self);
      const waited = call?.step === 'waiting';
      if (call && waited) call.step = 'aborted';
      apply(abort, self, args);
      if (waited) tellAborted(self as Xhr);
    }),
  );
  return {
    install: all.install,
    remove() {
      // A call that is open now would lose the headers that are held back.
      if (!isUsed) all.remove();
    },
  };
}

/** The arguments of `open` as text where the browser reads text, each read once and in its order. */
function readOpening(args: unknown[]): unknown[] {
  if (args.length < 2) return args;
  const read: unknown[] = bare([]);
  for (let i = 0; i < args.length && i < 5; i++) {
    const given = args[i];
    read[i] = i === 2 ? !!given : i > 2 && (given === undefined || given === null) ? null : `${given}`;
  }
  return read;
}

function openedCall(opening: unknown[], arms: Arms): Call | undefined {
  const url = resolveUrl(opening[1] as string);
  if (url === undefined || !arms.concerns(url)) return undefined;
  opening[1] = url;
  const async = opening.length < 3 || opening[2] === true;
  return { opening, url, async, step: 'opened', headers: bare([]), trial: undefined, tell: undefined };
}

/**
 * Opens the call anew, its URL as the binding wants it, and sets our headers. Without the former a page could open the request once
 * more behind our back (with another window's `open`, for its own server) and have the token sent there.
 */
function carryOn(xhr: Xhr, call: Call, order: Order): Order {
  call.opening[1] = withParameters(call.url, order.parts, order.ifPresent);
  apply(open, xhr, call.opening);
  return carry(
    order,
    (name, value) => apply(setRequestHeader, xhr, [name, value]),
    (name) => hasOwn(call, lowerCase(name)),
  );
}

/** Whether the page set this header. */
function hasOwn({ headers }: Call, name: string): boolean {
  for (let i = 0; i < headers.length; i++) if (lowerCase((headers[i] as Header).name) === name) return true;
  return false;
}

function carriesHeader(order: Order | undefined, name: string): boolean {
  const parts = order?.parts;
  for (let i = 0; parts && i < parts.length; i++) {
    const part = parts[i] as Part;
    if (part.in === 'header' && lowerCase(part.name) === name) return true;
  }
  return false;
}

/** Throws what the browser says of this header. */
function judge(call: Call, { name, value }: Header): void {
  if (!call.trial) {
    call.trial = new NativeXHR();
    apply(open, call.trial, ['GET', call.url]);
  }
  apply(setRequestHeader, call.trial, [name, value]);
}

function asked(call: Call) {
  return { method: methodOf(call), url: call.url };
}

function methodOf({ opening }: Call): string {
  return upperCase(opening[0] as string);
}

function reportOnce(report: () => void): () => void {
  let told = false;
  return () => {
    if (!told) report();
    told = true;
  };
}
