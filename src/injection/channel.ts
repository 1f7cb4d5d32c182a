import type { Activity } from '../core/activity.ts';
import type { IfPresent, Part } from '../core/binding.ts';

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
  dueAt: number | undefined;
  /** The browser's own rule adds the parts: the call only waits until the token is good. They are undefined then. */
  byRule: boolean;
};

export type ToInjector =
  /** The bindings of the page, first or anew. */
  | { kind: 'armed'; bindings: InjectedBinding[] }
  /** The end of a renewal. Without bindings: it failed. */
  | { kind: 'renewed'; bindingId: string; bindings: InjectedBinding[] | undefined }
  /** At once on every message: the bridge is alive. */
  | { kind: 'heard' }
  /** The extension was updated, removed or switched off. */
  | { kind: 'gone' };

export type ToBridge =
  | { kind: 'renew'; bindingId: string }
  | { kind: 'report'; row: Activity }
  /** Is anybody there? */
  | { kind: 'ping' };
