import type { OwnMessages, PageWork } from '../messages.ts';

type Asked = OwnMessages & PageWork;

/** Has something done, by the background or by the page itself. Rejects with a `Failure`. */
export type Send = <Type extends keyof Asked>(
  type: Type,
  data: Parameters<Asked[Type]>[0],
) => Promise<ReturnType<Asked[Type]>>;

export type CurrentTab = { tabId: number; windowId: number | undefined; url: string | undefined };

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
  /** The form that the popup was closed on. The workbench has its address instead. */
  openForm?: { read(): string | undefined; write(id: string | undefined): void };
  /** Closes the popup once a link was followed: Firefox leaves it open. The workbench stays. */
  leave?: () => void;
  /** Milliseconds since epoch. */
  now(): number;
  randomId(): string;
};

/** What the workbench asks besides: it is a page with an address, and it can save files. */
export type WorkbenchInputs = UiInputs & {
  saveFile(name: string, type: string, text: string): void;
  route: {
    /** The fragment of the page's address. */
    read(): string;
    write(hash: string): void;
    onChange(listener: () => void): () => void;
  };
  /** Calls back before the next picture is drawn. */
  nextFrame(callback: () => void): void;
};
