import type { OwnMessages } from '../messages.ts';

/** Sends a message to the background. Rejects with a `Failure`. */
export type Send = <Type extends keyof OwnMessages>(
  type: Type,
  data: Parameters<OwnMessages[Type]>[0],
) => Promise<ReturnType<OwnMessages[Type]>>;

export type CurrentTab = { tabId: number; url: string | undefined };

/** All that the UI asks of the world outside. The popup's entrypoint wires it, tests fake it. */
export type UiInputs = {
  send: Send;
  /** Asks for host permissions, and so must be called first thing in a click. Resolves false when refused. */
  requestHosts(patterns: readonly string[]): Promise<boolean>;
  /** Calls back when there is something new to read; returns how to stop. */
  onChange(listener: () => void): () => void;
  /** To be called first thing in a click, with a text that may come later: browsers soon forget that there was a click. */
  copyText(text: Promise<string>): Promise<void>;
  currentTab(): Promise<CurrentTab | undefined>;
  reloadTab(tabId: number): Promise<void>;
  /** Milliseconds since epoch. */
  now(): number;
  randomId(): string;
};
