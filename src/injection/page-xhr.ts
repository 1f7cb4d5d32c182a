import type { Part } from '../core/binding.ts';
import type { Arms, Order } from './arms.ts';
import { carry, isCarried } from './carry.ts';
import {
  apply,
  bare,
  dispatch,
  exec,
  isComputable,
  listen,
  loadedOf,
  lowerCase,
  NativeEvent,
  NativeProgressEvent,
  NativeRegExp,
  NativeXHR,
  recall,
  remember,
  stateError,
  stopNow,
  totalOf,
  typeOf,
  xhrAbort,
  xhrHeaders,
  xhrOpen,
  xhrSend,
  xhrSetHeader,
  xhrState,
  xhrStatus,
} from './natives.ts';
import {
  called,
  isAnsweredBy,
  judgeHeader,
  type OpenedCall,
  type OwnHeader,
  openedCall,
  readOpening,
  setsHeader,
} from './opened-call.ts';
import { withParameters } from './page-url.ts';
import type { Report } from './report.ts';
import { type StandIn, standIn, standInForClass, together } from './stand-in.ts';
import { tellAborted } from './tell-aborted.ts';

type Xhr = XMLHttpRequest;

const ends = bare(['readystatechange', 'load', 'loadend']);
const kinds = bare(['readystatechange', 'load', 'loadend', 'loadstart', 'progress']);
const OPENED = 1;
const DONE = 4;
const prototype = NativeXHR.prototype;

/**
 * Stands before the page's XMLHttpRequest. A call that waits is as good as sent for the page, with these differences:
 * `loadstart` and the time of `timeout` begin when it leaves; until then `withCredentials` may be set, and a change of the
 * body is sent along; after an `abort()` in that time `readyState` stays 1, and no `readystatechange` or event of `upload` comes.
 * A 401 that may be worth a second try is kept back: of one that is not, the page then gets `readystatechange` once, no
 * `progress`, and `isTrusted` is false. Who reads `readyState` without an event may see the end of the first try, and `upload` tells of both.
 */
export function standBeforeXhr(arms: Arms, report: Report): StandIn {
  const calls = new WeakMap<object, unknown>();
  const callOf = (xhr: unknown) => recall(calls, xhr as Xhr) as OpenedCall | undefined;
  /** The call, if it is for us to say what comes next. */
  const heldCall = (xhr: unknown) => {
    const call = callOf(xhr);
    return call && call.step !== 'sent' && xhrState(xhr as Xhr) === OPENED ? call : undefined;
  };

  /** For so many calls our functions must go on: the browser does not know how far these are, or they left by an order. */
  let inUse = 0;

  function become(call: OpenedCall, step: 'sent' | 'aborted'): void {
    if (call.step !== 'sent') inUse -= 1;
    if (step !== 'sent') inUse += 1;
    call.step = step;
  }

  /** Whether the page shall not hear this now. */
  function isQuiet(xhr: Xhr, call: OpenedCall): boolean {
    if (call.isSecond) return xhrState(xhr) === OPENED;
    const isOurs = call.async && call.step === 'sent' && call.order && isCarried(call.order) && !call.isJudged;
    return !!isOurs && xhrStatus(xhr) === 401 && isAnsweredBy(xhr, call);
  }

  function hearEarly(this: Xhr, event: Event): void {
    const call = callOf(this);
    if (!call || !isQuiet(this, call)) return;
    stopNow(event);
    if (call.isSecond || typeOf(event) !== 'loadend') return;
    call.kept = progressOf(event as ProgressEvent);
    judge401(this, call, call.order as Order);
  }

  function judge401(xhr: Xhr, call: OpenedCall, order: Order): void {
    arms.refused(order, called(call), 401, headerOf(xhr), (next) => {
      if (callOf(xhr) !== call || call.step !== 'sent') return;
      call.isJudged = true;
      if (next) {
        call.isSecond = true;
        return leave(xhr, call, call.body, next);
      }
      // Chromium has no second use for an event that was stopped. In the first of them a page may begin anew.
      for (let i = 0; i < ends.length && callOf(xhr) === call; i++) {
        const kind = ends[i] as string;
        dispatch(xhr, i > 0 ? new NativeProgressEvent(kind, call.kept) : new NativeEvent(kind));
      }
    });
  }

  /** Of the call before, when the page started over in its own `load` listener, the end may come late. */
  function hearEnd(this: Xhr): void {
    if (xhrState(this) === DONE) callOf(this)?.tell?.();
  }

  function leave(xhr: Xhr, call: OpenedCall, body: unknown[], order: Order | undefined): void {
    const carried = order && (order.parts !== undefined || call.isSecond) ? carryOn(xhr, call, order) : order;
    const stays = (name: string) => order?.ifPresent === 'add' || !carriesHeader(carried, lowerCase(name));
    for (let i = 0; i < call.headers.length; i++) {
      const { name, value } = call.headers[i] as OwnHeader;
      if (stays(name)) apply(xhrSetHeader, xhr, [name, value]);
    }
    become(call, 'sent');
    if (order) inUse += 1;
    call.body = body;
    call.order = carried;
    if (carried) call.tell = reportOnce(() => tell(xhr, call, carried));
    // The browser keeps one and the same listener just once.
    if (call.async) listen(xhr, 'loadend', hearEnd);
    try {
      apply(xhrSend, xhr, body);
    } finally {
      if (!call.async) call.tell?.();
    }
  }

  function tell(xhr: Xhr, call: OpenedCall, order: Order): void {
    const status = xhrStatus(xhr);
    const end = () => report(order, called(call).method, call.url, status);
    const isRefused = status === 403 || (status === 401 && call.isJudged === call.isSecond);
    const isOurs = isCarried(order) && isRefused && isAnsweredBy(xhr, call);
    if (isOurs) arms.refused(order, called(call), status, headerOf(xhr), end);
    else end();
  }

  /** The first to hear of an XMLHttpRequest is who makes it. */
  const hearFirst = (made: object) => {
    for (let i = 0; i < kinds.length; i++) listen(made as Xhr, kinds[i] as string, hearEarly, true);
  };

  const all = together(
    standInForClass(window, 'XMLHttpRequest', hearFirst),
    standIn(prototype, 'open', (self, args) => {
      const opening = readOpening(args);
      const before = callOf(self);
      // A page that starts over in its own `onload` comes before our listener, and the status is lost after this.
      if (xhrState(self as Xhr) === DONE) before?.tell?.();
      const call = openedCall(opening, arms);
      // Known before it is opened, for the page may go on in the `readystatechange` of that.
      remember(calls, self as Xhr, call);
      try {
        apply(xhrOpen, self, opening);
      } catch (error) {
        remember(calls, self as Xhr, before);
        throw error;
      }
      if (call) inUse += 1;
      if (!before) return;
      become(before, 'sent');
      before.tell?.();
    }),

    standIn(prototype, 'setRequestHeader', (self, args) => {
      const call = heldCall(self);
      if (!call || args.length < 2) return apply(xhrSetHeader, self, args);
      if (call.step !== 'opened') throw stateError();
      const header = { name: `${args[0]}`, value: `${args[1]}` };
      judgeHeader(call, header);
      call.headers[call.headers.length] = header;
    }),

    standIn(prototype, 'send', (self, args) => {
      const call = heldCall(self);
      if (!call) return apply(xhrSend, self, args);
      if (call.step !== 'opened') throw stateError();
      if (!call.async) return leave(self as Xhr, call, args, arms.orderNow(called(call)));
      call.step = 'waiting';
      arms.order(called(call), (order) => {
        if (call.step === 'waiting' && callOf(self) === call) leave(self as Xhr, call, args, order);
      });
    }),

    standIn(prototype, 'abort', (self, args) => {
      const call = callOf(self);
      const isKept = call?.step === 'sent' && xhrState(self as Xhr) === DONE && call.kept && !call.isJudged;
      const waited = isKept || heldCall(self)?.step === 'waiting';
      if (call && waited) become(call, 'aborted');
      apply(xhrAbort, self, args);
      if (waited) tellAborted(self as Xhr);
    }),
  );
  return (isOn) => all(isOn || inUse > 0);
}

/**
 * Opens the call anew, its URL as the binding wants it, and sets our headers. Without the former a page could open the request once
 * more behind our back (with another window's `open`, for its own server) and have the token sent there.
 */
function carryOn(xhr: Xhr, call: OpenedCall, order: Order): Order {
  call.opening[1] = withParameters(call.url, order.parts, order.ifPresent);
  apply(xhrOpen, xhr, call.opening);
  return carry(
    order,
    (name, value) => apply(xhrSetHeader, xhr, [name, value]),
    (name) => setsHeader(call, lowerCase(name)),
  );
}

function carriesHeader(order: Order | undefined, name: string): boolean {
  const parts = order?.parts;
  for (let i = 0; parts && i < parts.length; i++) {
    const part = parts[i] as Part;
    if (part.in === 'header' && lowerCase(part.name) === name) return true;
  }
  return false;
}

function progressOf(event: ProgressEvent): ProgressEventInit {
  return bare({ loaded: loadedOf(event), total: totalOf(event), lengthComputable: isComputable(event) });
}

/** Reads a header of the answer. To be asked for one that a page may not see, the browser would mention to the tester. */
function headerOf(xhr: Xhr): (name: string) => string | null {
  const all = xhrHeaders(xhr);
  return (name) => (exec(new NativeRegExp(`(?:^|\\n)${name}: ([^\\r]*)`, 'i'), all)?.[1] as string | undefined) ?? null;
}

function reportOnce(report: () => void): () => void {
  let told = false;
  return () => {
    if (!told) report();
    told = true;
  };
}
