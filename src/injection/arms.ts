import type { Activity } from '../core/activity.ts';
import type { IfPresent, Part } from '../core/binding.ts';
import type { InjectedBinding } from './channel.ts';
import { bare, complain, exec, NativeRegExp, now } from './natives.ts';

/** What to do with one call that a binding concerns. */
export type Order = {
  bindingId: string;
  /** Undefined: the call goes as the page wrote it. */
  parts: Part[] | undefined;
  ifPresent: IfPresent;
  did: Activity['did'];
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
  /** The bindings as the bridge knows them now. */
  set(bindings: InjectedBinding[]): void;
  /** The question for a renewal is answered: the bindings that were set are as good as they get, or it failed. */
  answered(bindingId: string, well: boolean): void;
  /** Whether a call waits. */
  isAwaited(): boolean;
  /** Nobody is there to ask: forgets everything, and lets everything go. */
  drop(): void;
};

type Armed = InjectedBinding & { patterns: RegExp[] };
type Waiting = { on: string; resume: (well: boolean) => void };

/** No binding has this id: it stands for the first answer. */
const FIRST = '';

/** Holds the page's bindings, and the calls that wait for a token; `ask` asks for a renewal. */
export function createArms(ask: (bindingId: string) => void): Arms {
  let known = false;
  let all: Armed[] = bare([]);
  let queue: Waiting[] = bare([]);
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
    release(FIRST, true);
  }

  function release(on: string, well: boolean): void {
    const before = queue;
    queue = bare([]);
    asked[on] = false;
    for (let i = 0; i < before.length; i++) {
      const waiting = before[i] as Waiting;
      if (waiting.on === on) resume(waiting, well);
      else queue[queue.length] = waiting;
    }
  }

  function order(call: Call, take: Take): void {
    const armed = find(call);
    if (!known) wait(FIRST, () => order(call, take));
    else if (armed && isDue(armed)) renew(armed, call, take);
    else take(armed && orderOf(armed, false));
  }

  function renew({ bindingId, ifPresent }: Armed, call: Call, take: Take): void {
    wait(bindingId, (well) => {
      const fresh = find(call);
      if (well) take(fresh && orderOf(fresh, !isDue(fresh)));
      else take({ bindingId, parts: undefined, ifPresent, did: 'let_go' });
    });
    if (asked[bindingId]) return;
    asked[bindingId] = true;
    ask(bindingId);
  }

  function wait(on: string, resume: Waiting['resume']): void {
    queue[queue.length] = { on, resume };
  }

  return {
    concerns,
    order,
    orderNow(call) {
      const armed = find(call);
      return armed && orderOf(armed, false);
    },
    set: learn,
    answered: release,
    isAwaited: () => queue.length > 0,
    drop() {
      learn(bare([]));
      while (queue.length > 0) release((queue[0] as Waiting).on, false);
    },
  };
}

function resume(waiting: Waiting, well: boolean): void {
  try {
    waiting.resume(well);
  } catch (error) {
    // A native call threw late: the page's own error, as uncaught as in a timer.
    complain(error);
  }
}

function isDue({ parts, byRule, dueAt }: InjectedBinding): boolean {
  return dueAt !== undefined && (dueAt <= now() || (parts === undefined && !byRule));
}

function orderOf({ bindingId, parts, ifPresent, byRule }: Armed, renewed: boolean): Order {
  const did = parts === undefined && !byRule ? 'let_go' : renewed ? 'renewed' : 'added';
  return { bindingId, parts, ifPresent, did };
}

function names({ patterns }: Armed, url: string): boolean {
  for (let i = 0; i < patterns.length; i++) if (exec(patterns[i] as RegExp, url)) return true;
  return false;
}

function takes({ methods }: Armed, method: string): boolean {
  for (let i = 0; i < methods.length; i++) if (methods[i] === method) return true;
  return methods.length === 0;
}

function compile({ bindingId, api, methods, leaves, parts, ifPresent, dueAt, byRule }: InjectedBinding): Armed {
  const patterns: RegExp[] = bare([]);
  for (let i = 0; i < api.length; i++) patterns[i] = new NativeRegExp(api[i] as string);
  return { bindingId, api, methods, leaves, parts, ifPresent, dueAt, byRule, patterns };
}
