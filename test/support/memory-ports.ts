import { addActivity, type ReportedRow, type TabActivity } from '../../src/core/activity.ts';
import type { Binding, Page } from '../../src/core/binding.ts';
import type { DpopKey } from '../../src/core/dpop-key.ts';
import type { Trace } from '../../src/core/exchange.ts';
import { Failure } from '../../src/core/failure.ts';
import type { Login } from '../../src/core/login.ts';
import type { Mark, Ports, RequestRule, SessionState, Store } from '../../src/core/ports.ts';
import type { Profile } from '../../src/core/profile.ts';
import type { SigningKey } from '../../src/core/signing-key.ts';
import type { StoredDraft } from '../../src/core/stored-draft.ts';
import type { Token } from '../../src/core/token.ts';
import { matchesAny, type UrlPattern } from '../../src/core/url-pattern.ts';

export const identityRedirectUri = 'https://tokendock.invalid/';

export type Background = {
  ports: Ports;
  /** The names of the calls that came through, `tokens.put` and `fetch` for example. */
  calls: string[];
};

export type Life = {
  /** The number of the call that finds the background dead, as does every later one. */
  diesAt?: number;
  /** The number of the one call that fails, while the background lives on. */
  failsAt?: number;
  /** What each answer waits for; what a call does, it does at once and in order, as a database would. */
  pace?: (call: string) => Promise<unknown>;
};

/** A browser without a browser: what outlives the background, and backgrounds that work on it. */
export function createMemory() {
  const clock = { now: Date.UTC(2026, 10, 22, 12) };
  const disk = {
    profiles: new Map<string, Profile>(),
    tokens: new Map<string, Token>(),
    logins: new Map<string, Login>(),
    bindings: new Map<string, Binding>(),
    drafts: new Map<string, StoredDraft>(),
    traces: new Map<string, Trace>(),
    keys: new Map<string, SigningKey>(),
    dpopKeys: new Map<string, DpopKey>(),
  };
  const browser = {
    /** Match patterns; every host unless a test says which. */
    granted: undefined as ReadonlySet<string> | undefined,
    rules: [] as readonly RequestRule[],
    /** Patterns that the browser's rules can't hold. */
    tooLarge: new Set<UrlPattern>(),
    scripts: [] as readonly UrlPattern[],
    badges: new Map<number | undefined, Mark | undefined>(),
    activity: new Map<number, TabActivity>(),
    reported: [] as ReportedRow[],
    openTabs: [] as Page[],
    tabsWithBridge: new Set<number>(),
    /** Pages that were shown to the tester. */
    opened: [] as string[],
    provedHosts: [] as readonly string[],
    watchedHosts: [] as readonly string[],
    refusedPreflights: new Set<string>(),
    alarm: undefined as number | undefined,
    session: 'new' as SessionState,
    emptied: false,
    /** The passphrase's key: undefined without a passphrase, `gone` where it was not typed yet. */
    vaultKey: undefined as 'there' | 'gone' | undefined,
    lockAt: undefined as number | undefined,
    openedByPages: new Set<number>(),
    /** What Tokendock's pages are doing. */
    pageWorks: [] as Promise<unknown>[],
    refreshes: 0,
    changes: 0,
  };
  /** The records whose files are damaged, `tokens/alice` for example. */
  const damaged = new Set<string>();
  const set = (changes: Partial<typeof browser>): void => void Object.assign(browser, changes);
  const identityWindow = {
    opened: [] as string[],
    /** Where the window ends up; a test decides. */
    answer: async (_url: string): Promise<string> => Promise.withResolvers<string>().promise,
  };
  const tabWindow = {
    /** Each tab with the redirect URI that it stops before. */
    prepared: new Map<number, string>(),
    went: new Map<number, string>(),
    closed: [] as { tabId: number; fromTabId: number | undefined }[],
    nextTabId: 100,
    fromTabId: 7 as number | undefined,
  };
  let ids = 0;

  /** A background, as it is after each start of the extension's worker. */
  function background({ diesAt = Infinity, failsAt, pace }: Life = {}): Background {
    const calls: string[] = [];
    const isDead = () => calls.length >= diesAt - 1;
    const alive = () => {
      if (isDead()) throw new Error('died');
    };
    async function call<Result>(name: string, work: () => Result | Promise<Result>): Promise<Result> {
      alive();
      calls.push(name);
      if (calls.length === failsAt) throw new Error(`${name} failed`);
      const result = await work();
      await pace?.(name);
      return result;
    }
    const sealed = <Result>(name: string, work: () => Result | Promise<Result>) =>
      call(name, () => {
        if (browser.vaultKey === 'gone') throw new Failure('vault_locked');
        return work();
      });
    function store<Entry extends { id: string }>(name: string, map: Map<string, Entry>): Store<Entry> {
      return {
        get: (id) =>
          sealed(`${name}.get`, () => {
            if (damaged.has(`${name}/${id}`)) throw new Failure('record_unreadable');
            return structuredClone(map.get(id));
          }),
        list: () =>
          sealed(`${name}.list`, () => {
            const good = [...map.values()].filter(({ id }) => !damaged.has(`${name}/${id}`));
            return structuredClone(good.sort((a, b) => (a.id < b.id ? -1 : 1)));
          }),
        put: (entry) => sealed(`${name}.put`, () => void map.set(entry.id, structuredClone(entry))),
        change: (id, change) =>
          sealed(`${name}.change`, () => {
            const now = map.get(id);
            const next = now && change(structuredClone(now));
            if (next) map.set(id, structuredClone(next));
            else map.delete(id);
            return next;
          }),
        delete: (id) =>
          call(`${name}.delete`, () => {
            map.delete(id);
            damaged.delete(`${name}/${id}`);
          }),
        unreadable: () => [...map.keys()].filter((id) => damaged.has(`${name}/${id}`)),
      };
    }
    const ports: Ports = {
      profiles: store('profiles', disk.profiles),
      tokens: store('tokens', disk.tokens),
      logins: store('logins', disk.logins),
      bindings: store('bindings', disk.bindings),
      drafts: store('drafts', disk.drafts),
      traces: store('traces', disk.traces),
      keys: store('keys', disk.keys),
      dpopKeys: store('dpopKeys', disk.dpopKeys),
      vault: {
        isLocked: () =>
          call('vault.isLocked', () => browser.vaultKey === 'gone' || (browser.lockAt ?? Infinity) <= clock.now),
        isLockable: () => call('vault.isLockable', () => browser.vaultKey !== undefined),
        lockAt: () => call('vault.lockAt', () => browser.lockAt),
        beginLock: () =>
          call('vault.beginLock', () => {
            if (browser.vaultKey === 'there') set({ lockAt: 0 });
            return browser.vaultKey === 'there';
          }),
        endLock: () =>
          call('vault.endLock', () => {
            if (browser.lockAt === 0) set({ vaultKey: 'gone', lockAt: undefined });
          }),
        recall: () => undefined,
        wipe: () =>
          call('vault.wipe', () => {
            for (const each of [...Object.values(disk), browser.activity, browser.openedByPages]) each.clear();
            set({ vaultKey: undefined, lockAt: undefined, reported: [], session: 'new' });
          }),
      },
      pageWorks: {
        done: () =>
          call('pageWorks.done', async () => {
            const works = browser.pageWorks.splice(0);
            await Promise.allSettled(works);
            return works.length > 0;
          }),
      },
      fetch: (...request) => call('fetch', () => fetch(...request)),
      now: () => clock.now,
      randomId: () => `id-${++ids}`,
      // Time passes at once.
      wait: (milliseconds) =>
        call('wait', () => {
          clock.now += milliseconds;
        }),
      identityWindow: {
        redirectUri: () => identityRedirectUri,
        open: (url) =>
          call('identityWindow.open', () => {
            identityWindow.opened.push(url);
            return identityWindow.answer(url);
          }),
      },
      tabWindow: {
        prepare: (redirectUri) =>
          call('tabWindow.prepare', () => {
            const tabId = tabWindow.nextTabId++;
            tabWindow.prepared.set(tabId, redirectUri);
            return { tabId, fromTabId: tabWindow.fromTabId };
          }),
        go: (tabId, url) => call('tabWindow.go', () => void tabWindow.went.set(tabId, url)),
        close: (tabId, fromTabId) => call('tabWindow.close', () => void tabWindow.closed.push({ tabId, fromTabId })),
      },
      hosts: {
        granted: (patterns) =>
          call('hosts.granted', () => patterns.every((pattern) => browser.granted?.has(pattern) ?? true)),
      },
      pageScripts: {
        show: (bindings) => call('pageScripts.show', () => set({ scripts: bindings.flatMap(({ pages }) => pages) })),
      },
      requestRules: {
        show: (rules) => call('requestRules.show', () => set({ rules: structuredClone(rules) })),
        canHold: (pattern) => call('requestRules.canHold', () => !browser.tooLarge.has(pattern)),
      },
      bridges: {
        refresh: () => call('bridges.refresh', () => void browser.refreshes++),
        isIn: (tabId) => call('bridges.isIn', () => browser.tabsWithBridge.has(tabId)),
      },
      tabs: {
        showing: (pages) =>
          call('tabs.showing', () => browser.openTabs.filter(({ url }) => matchesAny(pages.map(anyPort), url))),
        inWindow: (windowId) =>
          call('tabs.inWindow', () =>
            browser.openTabs.filter((tab) => tab.windowId === windowId).map(({ tabId }) => tabId),
          ),
        all: () => call('tabs.all', () => browser.openTabs.map(({ tabId, windowId }) => ({ tabId, windowId }))),
        open: (url) => call('tabs.open', () => void browser.opened.push(url)),
      },
      requestProofs: { show: (hosts) => void set({ provedHosts: [...hosts] }) },
      preflights: {
        watch: (hosts) => void set({ watchedHosts: [...new Set([...browser.watchedHosts, ...hosts])] }),
        wasRefused: (url) => browser.refusedPreflights.has(url),
      },
      badge: { show: (tabId, mark) => call('badge.show', () => void browser.badges.set(tabId, mark)) },
      activity: {
        add: (tabId, rows) =>
          call('activity.add', () => {
            browser.reported.push(...rows);
            const sum = addActivity(browser.activity.get(tabId), rows);
            if (sum) browser.activity.set(tabId, sum);
          }),
        read: (tabId) => call('activity.read', () => browser.activity.get(tabId)),
        forget: (tabId) => call('activity.forget', () => void browser.activity.delete(tabId)),
      },
      ownRequests: {
        fetchSaying: (origin) => (input, options) => {
          const headers = new Headers(options?.headers);
          if (origin) headers.set('origin', origin);
          return call('fetch', () => fetch(input, { ...options, headers }));
        },
      },
      session: {
        wasEmptied: () => call('session.wasEmptied', () => browser.emptied),
        setEmptied: (emptied) => call('session.setEmptied', () => set({ emptied })),
        state: () => call('session.state', () => browser.session),
        become: (state) => call('session.become', () => set({ session: state })),
        addOpened: (tabId) => call('session.addOpened', () => void browser.openedByPages.add(tabId)),
        takeOpened: (tabId) => call('session.takeOpened', () => browser.openedByPages.delete(tabId)),
      },
      alarm: { set: (at) => call('alarm.set', () => set({ alarm: at })) },
      changes: {
        tell() {
          alive();
          browser.changes++;
        },
      },
    };
    return { ports, calls };
  }

  /** What a browser forgets when it is closed. */
  function restartBrowser(): void {
    set({ rules: [], scripts: [], openTabs: [], alarm: undefined, session: 'new' });
    if (browser.vaultKey) set({ vaultKey: 'gone', lockAt: undefined });
    for (const each of [browser.badges, browser.activity, browser.tabsWithBridge, browser.openedByPages]) each.clear();
  }

  return { clock, disk, damaged, browser, identityWindow, tabWindow, background, restartBrowser };
}

export type Memory = ReturnType<typeof createMemory>;

/** Browsers look for tabs by host, whatever the port and path. */
function anyPort(pattern: UrlPattern): UrlPattern {
  return pattern.replace(/^([^/]+\/\/(?:\[[^\]]*\]|[^/:]*)).*$/, '$1:*/*');
}
