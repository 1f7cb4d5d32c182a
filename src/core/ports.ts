import type { ActivityRow, ReportedRow, SeenRow, TabActivity } from './activity.ts';
import type { Binding, Page, Part } from './binding.ts';
import type { DpopKey } from './dpop-key.ts';
import type { Trace } from './exchange.ts';
import type { Login } from './login.ts';
import type { Profile } from './profile.ts';
import type { RequestEvent } from './request-tracker.ts';
import type { SigningKey } from './signing-key.ts';
import type { StoredDraft } from './stored-draft.ts';
import type { Token } from './token.ts';
import type { UrlPattern } from './url-pattern.ts';

/** A keyed set of records that outlives the background. `put` resolves once the record is on disk. */
export type Store<Entry extends { id: string }> = {
  get(id: string): Promise<Entry | undefined>;
  list(): Promise<Entry[]>;
  put(entry: Entry): Promise<void>;
  /**
   * Changes a record as it is at that very moment, not as it was before a server was asked, and no other window writes it meanwhile: what
   * was renewed, edited or deleted stays so. `change` returns what it was given where nothing is to be written, undefined to delete it.
   * Resolves with what lies there then; with undefined, and without a change, where it is gone.
   */
  change(id: string, change: (now: Entry) => Entry | undefined): Promise<Entry | undefined>;
  delete(id: string): Promise<void>;
  /** The ids of those that the last `list` found damaged, and left out. `get` fails for them with `record_unreadable`. */
  unreadable(): readonly string[];
};

/** What the browser itself adds to requests, by one strength of one binding; without parts: nothing, whatever weaker rules say. */
export type RequestRule = {
  api: UrlPattern[];
  /** As in a `Reach`: of two rules for one request the higher wins. */
  rank: number;
  /** In capitals; empty: every method. */
  methods: string[];
  pages: UrlPattern[];
  notPages: UrlPattern[];
  /** Undefined: every tab. */
  tabIds: number[] | undefined;
  parts: Part[];
  /** No weaker rule adds anything beside this one. Where the weaker ones set nothing else, they need not be told so. */
  alone: boolean;
  /** The browser changes no calls of the page's scripts, since what they carry themselves counts; nor does a weaker rule. */
  notCalls: boolean;
  /** A parameter of the page's own counts. */
  leaveQuery: boolean;
};

/** `unarmed`: bindings or tokens may have changed since the browser was last made to do what they say. */
export type SessionState = 'new' | 'unarmed' | 'armed';

/** What the toolbar button shows beside itself, and says when it is pointed at. */
export type Mark = { text: string; colour: string; title: string };

/** What features ask of the browser. `src/platform` implements it, tests have it in memory. */
export type Ports = {
  profiles: Store<Profile>;
  tokens: Store<Token>;
  logins: Store<Login>;
  bindings: Store<Binding>;
  /** Half-filled forms, by profile id. */
  drafts: Store<StoredDraft>;
  traces: Store<Trace>;
  /** Keys that sign for clients. */
  keys: Store<SigningKey>;
  /** The keys that tokens are bound to. */
  dpopKeys: Store<DpopKey>;

  /** What records are encrypted with. With a passphrase it can be locked: without its key every store fails with `vault_locked`. */
  vault: {
    /** True as soon as it is to be locked, while work that has begun may still end. */
    isLocked(): Promise<boolean>;
    /** Whether a passphrase is set. Fails where it is locked. */
    isLockable(): Promise<boolean>;
    /** When it is to be locked (ms since epoch); zero where that has begun, undefined where nothing says so. */
    lockAt(): Promise<number | undefined>;
    /** It is to be locked from now on. False where there is no key to forget. */
    beginLock(): Promise<boolean>;
    /** Its key is gone from memory, unless it was unlocked again meanwhile. */
    endLock(): Promise<void>;
    /** Its key, or how that is kept, may be another now. */
    recall(): void;
    /** Every record is gone for good, its key, and whatever else lies in the extension's storages. Also where it is locked. */
    wipe(): Promise<void>;
  };

  /** What Tokendock's own pages are just doing. */
  pageWorks: {
    /** Resolves once all has ended, however, that had begun by now, or takes far too long; false where there was nothing. */
    done(): Promise<boolean>;
  };

  fetch: typeof fetch;
  /** Milliseconds since epoch. */
  now(): number;
  randomId(): string;
  /** Resolves after so many milliseconds, or as soon as `abort` says so. */
  wait(milliseconds: number, abort: AbortSignal): Promise<void>;

  identityWindow: {
    /** The redirect URI to register with the server. */
    redirectUri(): string;
    /** Opens the window; resolves with the callback URL, rejects when the window is closed, which `abort` does too. */
    open(authorizationUrl: string, abort: AbortSignal): Promise<string>;
  };
  tabWindow: {
    /** Opens an empty tab that stops before the redirect URI. */
    prepare(redirectUri: string): Promise<{ tabId: number; fromTabId: number | undefined }>;
    go(tabId: number, authorizationUrl: string): Promise<void>;
    /** Closes the tab, and goes back to where the tester was. */
    close(tabId: number, fromTabId: number | undefined): Promise<void>;
  };

  /** Host permissions, by match pattern without port. */
  hosts: { granted(patterns: readonly string[]): Promise<boolean> };

  /** Registers the content scripts for just the pages of these bindings. */
  pageScripts: { show(bindings: readonly Pick<Binding, 'pages' | 'notPages'>[]): Promise<void> };
  /** The browser's rules for requests. */
  requestRules: {
    /** Sets them to just these. */
    show(rules: readonly RequestRule[]): Promise<void>;
    /** Whether the browser can hold a rule for this pattern. */
    canHold(pattern: UrlPattern): Promise<boolean>;
  };
  /** Tells the content scripts of all bound pages to ask anew. */
  bridges: {
    refresh(): Promise<void> /** Whether the page in this tab has our content scripts. */;
    isIn(tabId: number): Promise<boolean>;
  };
  /** The open tabs that show a page of these hosts (granted ones only). */
  tabs: {
    showing(pages: readonly UrlPattern[]): Promise<Page[]>;
    /** The tabs of a window. */
    inWindow(windowId: number): Promise<number[]>;
    /** All that are open. */
    all(): Promise<{ tabId: number; windowId: number | undefined }[]>;
    /** Shows a page to the tester in a new tab. */
    open(url: string): Promise<void>;
  };
  /** Has proofs put into the requests of pages to these hosts (match patterns), where the browser lets us (RFC 9449). */
  requestProofs: { show(hosts: readonly string[]): void };
  preflights: {
    /** Listens to the calls of pages to these hosts (match patterns), until one has passed its preflight. */
    watch(hosts: readonly string[]): void;
    /** Whether a preflight for a call to this place was refused a moment ago. */
    wasRefused(url: string): boolean;
  };
  /** Of a tab; without one, of all tabs that have no mark of their own. */
  badge: { show(tabId: number | undefined, mark: Mark | undefined): Promise<void> };
  activity: {
    add(tabId: number, rows: readonly ReportedRow[]): Promise<void>;
    read(tabId: number): Promise<TabActivity | undefined>;
    forget(tabId: number): Promise<void>;
  };
  /** How Tokendock's own requests look to servers. */
  ownRequests: {
    /** A fetch whose requests say this origin, with `keep` the browser's own, or none; whatever others say to the same server at once. */
    fetchSaying(origin: string | undefined): typeof fetch;
  };
  session: {
    /** What backgrounds of this browser session have left: nothing yet, something stored that the browser does not do yet, or all done. */
    state(): Promise<SessionState>;
    become(state: Exclude<SessionState, 'new'>): Promise<void>;
    /** Whether somebody has deleted what was stored, and nobody was told yet. */
    wasEmptied(): Promise<boolean>;
    setEmptied(was: boolean): Promise<void>;
    /** A page opened this tab. */
    addOpened(tabId: number): Promise<void>;
    /** Whether a page opened it; true once. */
    takeOpened(tabId: number): Promise<boolean>;
  };
  /** The one alarm. Undefined takes it away. */
  alarm: { set(at: number | undefined): Promise<void> };
  /** Tells open popups that there is something new to read. */
  changes: { tell(): void };
};

/** The last rows of all tabs, for as long as the browser runs. Only the pages that show them need it. */
export type ActivityLog = {
  /** The oldest first. */
  list(): Promise<ActivityRow[]>;
  /** Adds rows as they are now; a later state of one replaces the earlier. */
  addSeen(rows: readonly SeenRow[]): Promise<void>;
  /** Forgets all rows, or those of one tab. */
  clear(tabId: number | undefined): Promise<void>;
};

/** What sees requests on their way, from the page that asks for as long as that page is there. */
export type RequestWatch = {
  /** Hears of requests to these hosts (match patterns without port). Returns how to stop. */
  hear(hosts: readonly string[], listener: (event: RequestEvent) => void): () => void;
  /** Calls back when bindings or tokens may have changed. Returns how to stop. */
  onArmed(listener: () => void): () => void;
  /** Begins the work in one page at a time, and stops it once that is over or the page is gone. */
  inOnePage(begin: () => Promise<() => void>, isOver: Promise<void>): void;
};
