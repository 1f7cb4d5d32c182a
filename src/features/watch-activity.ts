import type { SeenRow } from '../core/activity.ts';
import { bindingHosts, type Part } from '../core/binding.ts';
import type { ActivityLog, Ports, RequestWatch } from '../core/ports.ts';
import { createRequestTracker, type Judgement, type SentRequest } from '../core/request-tracker.ts';
import { isExpired } from '../core/token.ts';
import { matchesAny, type UrlPattern } from '../core/url-pattern.ts';
import { verdictOn } from '../core/verdict.ts';
import { isCredential, lastWord } from './is-credential.ts';
import { type LiveBinding, liveBindings } from './live-bindings.ts';

/** Between two writings of what was seen, in milliseconds. */
const pause = 150;

type WatchPorts = Pick<Ports, 'bindings' | 'tokens' | 'profiles' | 'hosts' | 'vault' | 'now' | 'changes'> & {
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
  /** A call that left before a renewal carries the token of before. */
  let before: readonly LiveBinding[] = [];
  let unwritten = new Map<string, SeenRow>();
  const tracker = createRequestTracker((request) => judge(request, [...live, ...before], ports.now()));
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
    const now = await liveBindings(ports);
    before = live;
    live = now;
    stop();
    stop = listen();
  });
  return () => {
    deafen();
    stop();
  };
}

/** Whose token a request carries, whoever sent it; and if none, whose should have gone with it. */
function judge(request: SentRequest, live: readonly LiveBinding[], now: number): Judgement | undefined {
  const meant = meantFor(request, live);
  const carriers = live.filter((each) => carries(request, each));
  const names = ({ binding }: LiveBinding) => matchesAny(binding.api, request.url);
  const carrier =
    carriers.find(({ binding }) => binding.id === meant?.binding.id) ?? carriers.find(names) ?? carriers[0];
  if (carrier) return { ...whose(carrier), did: 'added' };
  if (!meant) return undefined;
  const isOwn = meant.parts.some((part) => valuesOf(request, part).length > 0);
  if (isOwn) return { ...whose(meant), did: 'left_alone', why: 'own_header' };
  return { ...whose(meant), did: 'let_go', ...(isExpired(meant.token, now) && { why: 'no_token' as const }) };
}

function whose({ binding, token }: LiveBinding) {
  return { bindingId: binding.id, tokenId: token.id, mode: binding.mode };
}

/** Whether what speaks for the user is on the request: a token, or, where a binding puts none, all that it puts. */
function carries(request: SentRequest, { binding, parts, token }: LiveBinding): boolean {
  const isOn = (part: Part) => valuesOf(request, part).some((value) => value.includes(lastWord(part.value)));
  const tokens = parts.filter((part) => isCredential(part, binding, token));
  return tokens.length > 0 ? tokens.some(isOn) : parts.length > 0 && parts.every(isOn);
}

/** What stands on the request where a part would. */
function valuesOf({ headers, url }: SentRequest, part: Part): string[] {
  if (part.in === 'query') return new URL(url).searchParams.getAll(part.name);
  return headers.flatMap(([name, value]) => (name === part.name.toLowerCase() ? [value] : []));
}

/** Chromium names only the origin of a page, and none for what the tester typed. */
function meantFor({ method, page, tabId, url }: SentRequest, live: readonly LiveBinding[]): LiveBinding | undefined {
  // A sandboxed frame calls itself `null`.
  const from = URL.parse(page ?? '')?.href;
  if (from === undefined) return undefined;
  const toOrigin = (pattern: UrlPattern) => pattern.replace(/^([^/]+\/\/[^/]+)\/.*$/, '$1/*');
  const bindings = live.map(({ binding }) => ({ ...binding, pages: binding.pages.map(toOrigin) }));
  const verdict = verdictOn(bindings, { tabId, url: from }, { method, url });
  return verdict.holds ? live.find(({ binding }) => binding.id === verdict.reach.binding.id) : undefined;
}
