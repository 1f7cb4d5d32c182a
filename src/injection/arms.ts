import type { Did, Offer, Why } from '../core/activity.ts';
import type { IfPresent, Part } from '../core/binding.ts';
import type { Answer, InjectedBinding, ToBridge } from './channel.ts';
import { bare, complain, exec, NativeRegExp, now } from './natives.ts';

/** What to do with one call that a binding concerns. */
export type Order = {
  /** Empty: nobody said in time whether one does. */
  bindingId: string;
  /** Undefined: the call goes as the page wrote it. */
  parts: Part[] | undefined;
  ifPresent: IfPresent;
  did: Did;
  why: Why | undefined;
  offer: Offer | undefined;
  /** When the page made the call, and when it left (ms since epoch). */
  from: number;
  at: number;
};

/** A call of the page, its method in capitals. */
export type Call = { method: string; url: string };

type Take = (order: Order | undefined) => void;

export type Arms = {
  /** Whether the call may be bound; until the first answer came, each may. */
  concerns(url: string): boolean;
  /** Gives the order for a call, undefined when no binding names it: at once if the token is good, else when an answer came. */
  order(call: Call, take: Take): void;
  /** The order for a call that can't wait. */
  orderNow(call: Call): Order | undefined;
  /**
   * The API refused a call that had left by an order: gives the one for a second try, undefined when none is worth it. The first order
   * then knows why.
   */
  refused(order: Order, call: Call, status: number, header: (name: string) => string | null, take: Take): void;
  /** The binding that names a call, by its id. */
  nameOf(call: Call): string | undefined;
  /** The bindings as the bridge knows them now. */
  set(bindings: InjectedBinding[]): void;
  /** No answer came in time: what waits for the first one goes, and says so. */
  giveUp(): void;
  /** A question is answered: the bindings that were set are as good as they get, or it failed. */
  answered(to: string, answer: Answer): void;
  /** Whether a call waits. */
  isAwaited(): boolean;
  /** Nobody is there to ask: forgets everything, and lets everything go. */
  drop(): void;
};

type Armed = InjectedBinding & { patterns: RegExp[] };
type Waiting = { on: string; resume: (answer: Answer) => void };

/** No binding has this id: it stands for the first answer. */
const FIRST = '';
const well: Answer = bare({ well: true, parts: undefined, why: undefined, offer: undefined });
const badly: Answer = bare({ well: false, parts: undefined, why: 'no_token', offer: undefined });

/** Holds the page's bindings, and the calls that wait; `ask` asks the bridge. */
export function createArms(ask: (question: ToBridge) => void): Arms {
  let known = false;
  let isLate = false;
  let all: Armed[] = bare([]);
  let queue: Waiting[] = bare([]);
  let questions = 0;
  const asked: Record<string, boolean> = bare({});

  function find(call: Call): Armed | undefined {
    for (let i = 0; i < all.length; i++) {
      const armed = all[i] as Armed;
      if (names(armed, call.url) && takes(armed, call.method)) return armed.leaves ? undefined : armed;
    }
    return undefined;
  }

  /** By some method. */
  function concerns(url: string): boolean {
    for (let i = 0; i < all.length; i++) {
      const armed = all[i] as Armed;
      if (!armed.leaves && names(armed, url)) return true;
    }
    return !known;
  }

  function learn(bindings: InjectedBinding[]): void {
    known = true;
    all = bare([]);
    for (let i = 0; i < bindings.length; i++) all[i] = compile(bindings[i] as InjectedBinding);
    release(FIRST, well);
  }

  function release(on: string, answer: Answer): void {
    const before = queue;
    queue = bare([]);
    asked[on] = false;
    for (let i = 0; i < before.length; i++) {
      const waiting = before[i] as Waiting;
      if (waiting.on === on) resume(waiting, answer);
      else queue[queue.length] = waiting;
    }
  }

  function order(call: Call, take: Take, from = now()): void {
    const armed = find(call);
    if (!known) wait(FIRST, () => order(call, take, from));
    else if (!armed) take(isLate ? unarmed(FIRST, from, 'no_answer') : undefined);
    else if (isDue(armed)) renew(armed, call, take, from);
    else goOn(armed, call, false, take, from);
  }

  function renew({ bindingId }: Armed, call: Call, take: Take, from: number): void {
    wait(bindingId, (answer) => {
      const fresh = find(call);
      if (!answer.well) take(unarmed(bindingId, from, 'no_token'));
      else if (fresh) goOn(fresh, call, !isDue(fresh), take, from);
      else take(undefined);
    });
    if (asked[bindingId]) return;
    asked[bindingId] = true;
    ask({ kind: 'renew', to: bindingId, bindingId });
  }

  /** A good token leaves at once, unless it wants a proof. */
  function goOn(armed: Armed, { method, url }: Call, renewed: boolean, take: Take, from: number): void {
    const { bindingId, proves } = armed;
    if (!proves) {
      take(orderBy(armed, armed.parts, renewed, from));
      return;
    }
    const to = nextQuestion();
    wait(to, ({ parts }) => take(orderBy(armed, parts, renewed, from)));
    ask({ kind: 'prove', to, call: { bindingId, method, url } });
  }

  function refused(
    order: Order,
    { method, url }: Call,
    status: number,
    header: (name: string) => string | null,
    take: Take,
  ): void {
    const { bindingId, at } = order;
    const to = nextQuestion();
    wait(to, ({ well, why, offer }) => {
      if (order.why === undefined) order.why = why;
      order.offer = offer;
      const fresh = well ? find({ method, url }) : undefined;
      if (!fresh || fresh.bindingId !== bindingId) return take(undefined);
      goOn(fresh, { method, url }, false, (next) => take(next && again(next)), order.from);
    });
    const challenge = header('www-authenticate') ?? undefined;
    const nonce = header('dpop-nonce') ?? undefined;
    const isSecond = order.did === 'replayed';
    ask({ kind: 'refused', to, refusal: { bindingId, method, url, status, at, challenge, nonce, isSecond } });
  }

  function wait(on: string, resume: Waiting['resume']): void {
    queue[queue.length] = { on, resume };
  }

  /** No id of a binding looks like that. */
  function nextQuestion(): string {
    questions += 1;
    return `#${questions}`;
  }

  return {
    concerns,
    order: (call, take) => order(call, take),
    orderNow(call) {
      const armed = find(call);
      // There is no time to ask for a proof.
      return armed && orderBy(armed, armed.parts, false, now());
    },
    refused,
    nameOf: (call) => find(call)?.bindingId,
    set(bindings) {
      isLate = false;
      learn(bindings);
    },
    giveUp() {
      isLate = true;
      learn(bare([]));
    },
    answered: release,
    isAwaited: () => queue.length > 0,
    drop() {
      learn(bare([]));
      while (queue.length > 0) release((queue[0] as Waiting).on, badly);
    },
  };
}

function resume(waiting: Waiting, answer: Answer): void {
  try {
    waiting.resume(answer);
  } catch (error) {
    // A native call threw late: the page's own error, as uncaught as in a timer.
    complain(error);
  }
}

function isDue({ parts, proves, byRule, dueAt }: InjectedBinding): boolean {
  return dueAt !== undefined && (dueAt <= now() || (parts === undefined && !byRule && !proves));
}

function orderBy(armed: Armed, parts: Part[] | undefined, renewed: boolean, from: number): Order {
  const { bindingId, ifPresent, byRule, withheld } = armed;
  if (parts === undefined && !byRule) return unarmed(bindingId, from, withheld ? 'reachable' : 'no_token');
  const did = renewed ? 'renewed' : 'added';
  return { bindingId, parts, ifPresent, did, why: undefined, offer: undefined, from, at: now() };
}

function unarmed(bindingId: string, from: number, why: Why): Order {
  const rest = { parts: undefined, ifPresent: 'replace', did: 'let_go', offer: undefined } as const;
  return { ...rest, bindingId, why, from, at: now() };
}

function again(order: Order): Order | undefined {
  if (order.did === 'let_go') return undefined;
  order.did = 'replayed';
  return order;
}

function names({ patterns }: Armed, url: string): boolean {
  for (let i = 0; i < patterns.length; i++) if (exec(patterns[i] as RegExp, url)) return true;
  return false;
}

function takes({ methods }: Armed, method: string): boolean {
  for (let i = 0; i < methods.length; i++) if (methods[i] === method) return true;
  return methods.length === 0;
}

function compile(binding: InjectedBinding): Armed {
  const { api } = binding;
  const patterns: RegExp[] = bare([]);
  for (let i = 0; i < api.length; i++) patterns[i] = new NativeRegExp(api[i] as string);
  return { ...binding, patterns };
}
