import type { Activity } from '../core/activity.ts';
import { type ArmedBinding, isDroppedAbroad, type Part } from '../core/binding.ts';
import type { BoundCall, Refusal, Verdict } from '../core/refusal.ts';
import type { InjectedBinding, ToBridge, ToInjector } from './channel.ts';
import { isFresh } from './is-fresh.ts';
import { isReachable } from './is-reachable.ts';
import { offerPort } from './offer-port.ts';
import { createProver } from './prover.ts';
import { createReporter } from './reporter.ts';
import { shareRefusals } from './share-refusals.ts';

/** The background, as far as a content script may speak to it. */
export type Background = {
  arm(): Promise<ArmedBinding[]>;
  /** Whether this is the first page of a tab that a page opened. */
  wasOpened(): Promise<boolean>;
  renew(bindingId: string): Promise<ArmedBinding[]>;
  prove(calls: BoundCall[]): Promise<(Part[] | undefined)[]>;
  refused(refusal: Refusal): Promise<Verdict>;
  report(rows: Activity[]): Promise<void>;
  /** Calls back when bindings or tokens may have changed. */
  onRevision(listener: () => void): void;
  /** In these methods (capitals) the browser's rule fills in headers that scripts put empty. */
  filled: readonly string[];
  /** False once the extension was updated or removed under this page. */
  isThere(): boolean;
};

export type Bridge = {
  /** Whether an injector stands in this page. */
  isHere(): boolean;
};

/** Stands between the injector in the page and the background, for as long as both are there. */
export function startBridge(background: Background): Bridge {
  let isHere = false;
  if (isFresh(document)) {
    offerPort((port) => {
      isHere = true;
      serve(port, background, isReachable(window), () => {
        isHere = false;
      });
    });
  }
  return { isHere: () => isHere };
}

function serve(port: MessagePort, background: Background, isOpen: boolean, left: () => void): void {
  let lastAsked = 0;
  // Until the opposite is known.
  let byRule = true;
  const say = (message: ToInjector) => port.postMessage(message);
  const reporter = createReporter((rows) => void hearEnd(background.report(rows)));

  const judging = shareRefusals(background.refused);
  const prover = createProver(
    (calls) => hearEnd(background.prove(calls)),
    (to, parts) => answer(to, { parts }),
  );

  /** Waits for an answer; undefined when there is none. Leaves the page alone when there will be none any more. */
  async function hearEnd<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
    try {
      return await answer;
    } catch {
      // The background tells the tester what went wrong there; here it only means that there is no answer.
      if (!background.isThere()) leave();
      return undefined;
    }
  }

  /** Whether others may hear what is said here. */
  const isReached =
    isOpen || window !== window.top ? isOpen : hearEnd(background.wasOpened()).then((was) => was !== false);

  async function arm(): Promise<void> {
    lastAsked += 1;
    const turn = lastAsked;
    const bindings = await hearEnd(background.arm());
    byRule = await isReached;
    if (turn === lastAsked) say({ kind: 'armed', bindings: inject(bindings ?? [], byRule, background.filled) });
  }

  async function renew(bindingId: string): Promise<void> {
    const bindings = await hearEnd(background.renew(bindingId));
    answer(bindingId, bindings ? { bindings } : { why: 'no_token' });
  }

  async function judge(to: string, refusal: Refusal): Promise<void> {
    answer(to, (await hearEnd(judging(refusal))) ?? {});
  }

  function answer(to: string, { bindings, why, offer, parts }: Partial<Verdict & { parts: Part[] | undefined }>): void {
    const well = bindings !== undefined || parts !== undefined;
    const all = { kind: 'answered', to, bindings: bindings && inject(bindings, byRule, background.filled) } as const;
    say({ ...all, answer: { well, parts, why, offer } });
  }

  function leave(): void {
    say({ kind: 'gone' });
    port.onmessage = null;
    left();
  }

  port.onmessage = ({ data }: MessageEvent<ToBridge>) => {
    if (!background.isThere()) return leave();
    say({ kind: 'heard' });
    if (data.kind === 'renew') void renew(data.bindingId);
    // Nobody who should be here asks for proofs then.
    else if (data.kind === 'prove') byRule ? answer(data.to, {}) : prover.add(data);
    else if (data.kind === 'refused') void judge(data.to, data.refusal);
    else if (data.kind === 'report') for (const row of data.rows) reporter.add(row);
  };
  background.onRevision(arm);
  window.addEventListener('pagehide', ({ isTrusted }) => isTrusted && reporter.flush());
  // Out of the back/forward cache: what changed meanwhile was not told.
  window.addEventListener('pageshow', ({ isTrusted, persisted }) => isTrusted && persisted && void arm());
  void arm();
}

/** Field by field, since a message between contexts drops those that are undefined. */
function inject(bindings: ArmedBinding[], isOpen: boolean, filled: readonly string[]): InjectedBinding[] {
  return bindings.flatMap((binding) => {
    const whole = injected(binding, isOpen);
    return binding.isRuled ? [...emptied(whole, filled), whole] : [whole];
  });
}

/** The same with empty headers, for the methods in which a rule fills them; what is left to scripts alone no rule can. */
function emptied(whole: InjectedBinding, filled: readonly string[]): InjectedBinding[] {
  const { ifPresent, parts, proves } = whole;
  const methods = whole.methods.length > 0 ? whole.methods.filter((method) => filled.includes(method)) : [...filled];
  if (methods.length === 0 || proves || ifPresent !== 'replace' || !parts?.some((part) => part.in === 'header'))
    return [];
  return [{ ...whole, methods, parts: parts.map((part) => (part.in === 'header' ? { ...part, value: '' } : part)) }];
}

function injected(
  { bindingId, api, methods, leaves, parts, proves, ifPresent, dueAt, byRule }: ArmedBinding,
  isOpen: boolean,
): InjectedBinding {
  const where = { bindingId, api, methods, leaves, ifPresent };
  // No rule has a proof, or minds what the page sends, and a page that others can read is given nothing: its calls go as they are,
  // and need not wait.
  const isOurs = proves || (ifPresent !== 'replace' && parts?.some(isDroppedAbroad));
  if (isOurs && isOpen && !byRule)
    return { ...where, parts: undefined, proves: false, withheld: true, dueAt: undefined, byRule: false };
  const own = isOpen ? [] : parts?.filter(isDroppedAbroad);
  const isRuled = byRule || own?.length === 0;
  return { ...where, parts: isRuled ? undefined : own, proves, withheld: false, dueAt, byRule: isRuled };
}
