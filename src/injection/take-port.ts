import { OFFER, READY, type ToBridge, type ToInjector } from './channel.ts';
import { isFresh } from './is-fresh.ts';
import { dataOf, post } from './natives.ts';

/**
 * Takes the port that the bridge offers, once, before any script of the page runs; either of the two may come first.
 * Returns how to speak to the bridge. Nothing is heard as long as there is none.
 */
export function takePort(hear: (message: ToInjector) => void): (message: ToBridge) => void {
  let port: MessagePort | undefined;
  const first = { capture: true };

  function take(event: Event): void {
    window.removeEventListener(OFFER, take, first);
    const offered = (event as MessageEvent).ports[0];
    // Later than that it is a forgery of the page.
    if (port || !offered || !isFresh(document)) return;
    // Tells the bridge that the port is in good hands, and nobody else that there is one.
    event.preventDefault();
    event.stopImmediatePropagation();
    port = offered;
    port.onmessage = (message) => hear(dataOf(message) as ToInjector);
  }

  window.addEventListener(OFFER, take, first);
  window.dispatchEvent(new Event(READY));
  return (message) => port && post(port, message);
}
