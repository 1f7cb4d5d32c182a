import type { Activity, Offer, Why } from '../core/activity.ts';
import type { IfPresent, Part } from '../core/binding.ts';
import type { BoundCall, Refusal } from '../core/refusal.ts';

/** The bridge's offer of a port, made on `window` before any script of the page runs. */
export const OFFER = 'tokendock:offer';
/** The injector came second, and asks for the offer once more. */
export const READY = 'tokendock:ready';

/** One pattern of one binding, as the injector knows it. The first that names a call holds. */
export type InjectedBinding = {
  bindingId: string;
  api: string[];
  /** In capitals; empty: every method. */
  methods: string[];
  /** What it names goes as the page wrote it. */
  leaves: boolean;
  parts: Part[] | undefined;
  ifPresent: IfPresent;
  /** The parts are asked for, call by call. */
  proves: boolean;
  /** Nothing is given to this page's scripts, since others may hear it. */
  withheld: boolean;
  dueAt: number | undefined;
  /** The browser's own rule adds the parts: the call only waits until the token is good. They are undefined then. */
  byRule: boolean;
};

/** The end of a question. Nothing in it is missing, for a page may write what it likes where an object has nothing itself. */
export type Answer = {
  /** The call may go on as a binding says; else as the page wrote it, or as it came back. */
  well: boolean;
  parts: Part[] | undefined;
  why: Why | undefined;
  offer: Offer | undefined;
};

export type ToInjector =
  /** The bindings of the page, first or anew. */
  | { kind: 'armed'; bindings: InjectedBinding[] }
  | { kind: 'answered'; to: string; bindings: InjectedBinding[] | undefined; answer: Answer }
  /** At once on every message: the bridge is alive. */
  | { kind: 'heard' }
  /** The extension was updated, removed or switched off. */
  | { kind: 'gone' };

/** What waits for an answer names what that is `to`. */
export type ToBridge =
  | { kind: 'renew'; to: string; bindingId: string }
  | { kind: 'prove'; to: string; call: BoundCall }
  | { kind: 'refused'; to: string; refusal: Refusal }
  | { kind: 'report'; rows: Activity[] }
  /** Is anybody there? */
  | { kind: 'ping' };
