import type { Activity } from '../core/activity.ts';
import type { ArmedBinding } from '../core/binding.ts';
import type { InjectedBinding, ToBridge, ToInjector } from './channel.ts';
import { isFresh } from './is-fresh.ts';
import { isReachable } from './is-reachable.ts';
import { offerPort } from './offer-port.ts';
import { createReporter } from './reporter.ts';

/** The background, as far as a content script may speak to it. */
export type Background = {
  arm(): Promise<ArmedBinding[]>;
  renew(bindingId: string): Promise<ArmedBinding[]>;
  report(rows: Activity[]): Promise<void>;
  /** Calls back when bindings or tokens may have changed. */
  onRevision(listener: () => void): void;
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

function serve(port: MessagePort, background: Background, byRule: boolean, left: () => void): void {
  let lastAsked = 0;
  const say = (message: ToInjector) => port.postMessage(message);
  const reporter = createReporter((rows) => void hearEnd(background.report(rows)));

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

  async function arm(): Promise<void> {
    lastAsked += 1;
    const turn = lastAsked;
    const bindings = await hearEnd(background.arm());
    if (turn === lastAsked) say({ kind: 'armed', bindings: inject(bindings ?? [], byRule) });
  }

  async function renew(bindingId: string): Promise<void> {
    const bindings = await hearEnd(background.renew(bindingId));
    say({ kind: 'renewed', bindingId, bindings: bindings && inject(bindings, byRule) });
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
    else if (data.kind === 'report') reporter.add(data.row);
  };
  background.onRevision(arm);
  window.addEventListener('pagehide', ({ isTrusted }) => isTrusted && reporter.flush());
  // Out of the back/forward cache: what changed meanwhile was not told.
  window.addEventListener('pageshow', ({ isTrusted, persisted }) => isTrusted && persisted && void arm());
  void arm();
}

/** Field by field, since a message between contexts drops those that are undefined. */
function inject(bindings: ArmedBinding[], byRule: boolean): InjectedBinding[] {
  return bindings.map(({ bindingId, api, methods, leaves, parts, ifPresent, dueAt, byRule: isRuled }) => ({
    ...{ bindingId, api, methods, leaves, ifPresent, dueAt },
    parts: byRule ? undefined : parts,
    byRule: byRule || isRuled,
  }));
}
