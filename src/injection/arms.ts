import type { Activity } from '../core/activity.ts';
import { type InjectedBinding, PATIENCE } from './channel.ts';
import { bare, complain, exec, forget, later, NativeRegExp, now } from './natives.ts';

/** What to do with one call that a binding concerns. */
export type Order = {
  bindingId: string;
  header: string;
  /** Undefined: the call goes as the page wrote it. */
  value: string | undefined;
  did: Activity['did'];
};

/** Takes the order; undefined when no binding concerns the call. */
type Take = (order: Order | undefined) => void;
type Armed = InjectedBinding & { patterns: RegExp[] };
type Waiting = { on: string; resume: (answered: boolean) => void };

export type Arms = {
  /** Whether the call may be bound; until the first answer came, each may. */
  concerns(url: string): boolean;
  /** Gives the order for a call: at once if the token is good, else when an answer came. */
  order(url: string, take: Take): void;
  /** The bindings as the bridge knows them now. */
  set(bindings: InjectedBinding[]): void;
  /** The bridge works on it: from here on only its answer ends the waiting. */
  heard(bindingId: string): void;
  answered(bindingId: string, bindings: InjectedBinding[] | undefined): void;
  /** No bridge any more: forgets everything, and lets everything go. */
  drop(): void;
};

/** No binding has this id: it stands for the first answer. */
const FIRST = '';

/** Holds the page's bindings, and the calls that wait for a token. `silent` is called when a question is not even heard. */
export function createArms(ask: (bindingId: string) => void, silent: () => void): Arms {
  let known = false;
  let all: Armed[] = bare([]);
  let queue: Waiting[] = bare([]);
  const timers: Record<string, number> = bare({ [FIRST]: later(() => learn(bare([])), PATIENCE) });
  const asked: Record<string, boolean> = bare({});

  function find(url: string): Armed | undefined {
    for (let i = 0; i < all.length; i++) {
      const armed = all[i] as Armed;
      for (let j = 0; j < armed.patterns.length; j++) if (exec(armed.patterns[j] as RegExp, url)) return armed;
    }
    return undefined;
  }

  function learn(bindings: InjectedBinding[]): void {
    all = bare([]);
    for (let i = 0; i < bindings.length; i++) all[i] = compile(bindings[i] as InjectedBinding);
    known = true;
    release(FIRST, true);
  }

  function wait(on: string, resume: Waiting['resume']): void {
    queue[queue.length] = { on, resume };
  }

  function release(on: string, answered: boolean): void {
    forget(timers[on]);
    asked[on] = false;
    const before = queue;
    queue = bare([]);
    for (let i = 0; i < before.length; i++) {
      const waiting = before[i] as Waiting;
      if (waiting.on !== on) wait(waiting.on, waiting.resume);
      else
        try {
          waiting.resume(answered);
        } catch (error) {
          // A late native call threw: the page's error, as uncaught as it would be in a timer of its own.
          complain(error);
        }
    }
  }

  function renew(bindingId: string): void {
    if (asked[bindingId]) return;
    asked[bindingId] = true;
    timers[bindingId] = later(silent, PATIENCE);
    ask(bindingId);
  }

  function order(url: string, take: Take): void {
    if (!known) return wait(FIRST, () => order(url, take));
    const armed = find(url);
    if (!armed) return take(undefined);
    if (!isDue(armed)) return take(orderOf(armed, false));
    wait(armed.bindingId, (answered) => {
      const fresh = find(url);
      if (answered) take(fresh && orderOf(fresh, !isDue(fresh)));
      else take({ bindingId: armed.bindingId, header: armed.header, value: undefined, did: 'let_go' });
    });
    renew(armed.bindingId);
  }

  return {
    concerns: (url) => !known || find(url) !== undefined,
    order,
    set: learn,
    heard: (bindingId) => forget(timers[bindingId]),
    answered(bindingId, bindings) {
      if (bindings) learn(bindings);
      release(bindingId, bindings !== undefined);
    },
    drop() {
      learn(bare([]));
      for (const last = queue.length; queue.length && last; ) release((queue[0] as Waiting).on, false);
    },
  };
}

function isDue({ value, byRule, dueAt }: InjectedBinding): boolean {
  return dueAt !== undefined && (dueAt <= now() || (value === undefined && !byRule));
}

function orderOf({ bindingId, header, value, byRule }: Armed, renewed: boolean): Order {
  const did = value === undefined && !byRule ? 'let_go' : renewed ? 'renewed' : 'added';
  return { bindingId, header, value, did };
}

function compile(binding: InjectedBinding): Armed {
  const patterns: RegExp[] = bare([]);
  for (let i = 0; i < binding.api.length; i++) patterns[i] = new NativeRegExp(binding.api[i] as string);
  const { bindingId, api, header, value, dueAt, byRule } = binding;
  return { bindingId, api, header, value, dueAt, byRule, patterns };
}
