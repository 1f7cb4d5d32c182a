import type { SeenRow } from '../core/activity.ts';
import { type Binding, bindingHosts, holdsFor } from '../core/binding.ts';
import type { ActivityLog, Ports, RequestWatch } from '../core/ports.ts';
import { createRequestTracker, type Judgement, type SentRequest } from '../core/request-tracker.ts';
import { isExpired } from '../core/token.ts';
import { matchesAny } from '../core/url-pattern.ts';
import { type LiveBinding, liveBindings } from './live-bindings.ts';

/** Between two writings of what was seen, in milliseconds. */
const pause = 150;

type WatchPorts = Pick<Ports, 'bindings' | 'tokens' | 'profiles' | 'hosts' | 'now' | 'changes'> & {
  activityLog: Pick<ActivityLog, 'addSeen'>;
  requestWatch: RequestWatch;
  /** Calls back once, after so many milliseconds. */
  later(work: () => void, milliseconds: number): void;
};

/**
 * Writes down what the browser sends for bindings, from now on until it `isOver` or this page is gone. However many pages ask for that,
 * one does it. The token itself is compared, and goes nowhere.
 */
export function watchActivity(isOver: Promise<void>, ports: WatchPorts): void {
  ports.requestWatch.inOnePage(() => watch(ports), isOver);
}

async function watch(ports: WatchPorts): Promise<() => void> {
  let live = await liveBindings(ports);
  let texts = tokenTexts(live);
  let unwritten = new Map<string, SeenRow>();
  const tracker = createRequestTracker((request) => judge(request, live, texts, ports.now()));
  let stop = listen();

  function listen(): () => void {
    const hosts = [...new Set(live.flatMap(({ binding }) => bindingHosts({ api: binding.api, pages: [] })))];
    return ports.requestWatch.hear(hosts, (event) => {
      const row = tracker.hear(event);
      if (!row) return;
      if (unwritten.size === 0) ports.later(() => void write(), pause);
      unwritten.set(row.id, row);
    });
  }

  async function write(): Promise<void> {
    const rows = [...unwritten.values()];
    unwritten = new Map();
    await ports.activityLog.addSeen(rows);
    ports.changes.tell();
  }

  const deafen = ports.requestWatch.onArmed(async () => {
    live = await liveBindings(ports);
    // A call that left before a renewal carries the token of before.
    texts = new Map([...texts, ...tokenTexts(live)]);
    stop();
    stop = listen();
  });
  return () => {
    deafen();
    stop();
  };
}

function tokenTexts(live: readonly LiveBinding[]): Map<string, LiveBinding[]> {
  return Map.groupBy(live, ({ token }) => token.access_token);
}

/** Which token a request carries; and if none, whether one should have gone with it. */
function judge(
  request: SentRequest,
  live: readonly LiveBinding[],
  texts: ReadonlyMap<string, readonly LiveBinding[]>,
  now: number,
): Judgement | undefined {
  const carriers = wordsOf(request).flatMap((word) => texts.get(word) ?? []);
  const names = ({ binding }: LiveBinding) => namesUrl(binding, request.url);
  const carrier =
    carriers.find((each) => names(each) && isFrom(each.binding, request)) ?? carriers.find(names) ?? carriers[0];
  if (carrier) return { ...whose(carrier), did: 'added' };
  const meant = live.find((each) => names(each) && isFrom(each.binding, request));
  if (!meant) return undefined;
  const isOwn = request.headers.some(([name]) => name === meant.binding.header.toLowerCase());
  if (isOwn) return { ...whose(meant), did: 'left_alone', why: 'own_header' };
  return { ...whose(meant), did: 'let_go', ...(isExpired(meant.token, now) && { why: 'no_token' as const }) };
}

function whose({ binding, token }: LiveBinding) {
  return { bindingId: binding.id, tokenId: token.id, mode: binding.mode };
}

/** Where a token may stand: at the end of a header, or in the query. */
function wordsOf({ url, headers }: SentRequest): string[] {
  return [
    ...headers.map(([, value]) => value.slice(value.lastIndexOf(' ') + 1)),
    ...new URL(url).searchParams.values(),
  ];
}

function namesUrl({ api }: Binding, url: string): boolean {
  return matchesAny(api, url);
}

/** Chromium names only the origin of a page, and none for what the tester typed. */
function isFrom(binding: Binding, { page, tabId }: SentRequest): boolean {
  // A sandboxed frame calls itself `null`.
  const url = URL.parse(page ?? '')?.href;
  if (url === undefined) return false;
  const pages = binding.pages.map((pattern) => pattern.replace(/^([^/]+\/\/[^/]+)\/.*$/, '$1/*'));
  return holdsFor({ ...binding, pages }, { tabId, url });
}
