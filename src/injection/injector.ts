import { createArms } from './arms.ts';
import type { InjectedBinding, ToBridge, ToInjector } from './channel.ts';
import { isFresh } from './is-fresh.ts';
import { standBeforeFetch } from './page-fetch.ts';
import { standBeforeXhr } from './page-xhr.ts';
import { losePatience } from './patience.ts';
import { createPulse } from './pulse.ts';
import { createReport } from './report.ts';
import { standInForText } from './stand-in.ts';
import { takePort } from './take-port.ts';

/**
 * Stands in the page from before its first script, and adds what a binding says to the `fetch` and XMLHttpRequest calls
 * that the binding names. In a page without bindings its functions do what they always did.
 */
export function startInjector(): void {
  if (!isStrict() || !isFresh(document)) return;
  const arms = createArms((question) => say(question));
  const { reportOf, settle } = createReport((rows) => say({ kind: 'report', rows }), arms.nameOf);
  standInForText()(true);
  const inFetch = standBeforeFetch(arms, reportOf('fetch'));
  const inXhr = standBeforeXhr(arms, reportOf('xhr'));
  const pulse = createPulse(() => say({ kind: 'ping' }), arms.isAwaited, withdraw);
  const post = takePort(hear);
  const stopWaiting = losePatience(() => {
    arms.giveUp();
    stand(false);
  });
  stand(true);

  function say(message: ToBridge): void {
    post(message);
    pulse.said();
  }

  function hear(message: ToInjector): void {
    pulse.heard();
    if (message.kind === 'armed') arm(message.bindings);
    else if (message.kind === 'answered') {
      if (message.bindings) arm(message.bindings);
      arms.answered(message.to, message.answer);
    } else if (message.kind === 'gone') withdraw();
  }

  function arm(bindings: InjectedBinding[]): void {
    stopWaiting();
    arms.set(bindings);
    settle();
    stand(bindings.length > 0);
  }

  function withdraw(): void {
    stopWaiting();
    arms.drop();
    stand(false);
  }

  function stand(isArmed: boolean): void {
    inFetch(isArmed);
    inXhr(isArmed);
  }
}

/** Sloppy functions hand themselves to whom they call (`caller`, V8's call sites): then a getter of the page could use ours. */
function isStrict(this: unknown): boolean {
  return this === undefined;
}
