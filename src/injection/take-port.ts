import { OFFER, READY, type ToBridge, type ToInjector } from './channel.ts';
import { isFresh } from './is-fresh.ts';
import { bare, dataOf, NativeMessageChannel, post } from './natives.ts';

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
    port.onmessage = outOfSight((message) => hear(message as ToInjector));
  }

  window.addEventListener(OFFER, take, first);
  window.dispatchEvent(new Event(READY));
  return (message) => port && post(port, message);
}

/**
 * While a listener runs, `window.event` shows every script that gets a word in its event, and so the port and what came by it. The page gets
 * a word in: by a getter that a promise asks, by `loadstart`, or right after us. So nothing is done in the listener itself, but in that of an
 * event that says nothing. (A timer would do, but browsers slow those down.)
 */
function outOfSight(hear: (message: unknown) => void): (event: MessageEvent) => void {
  const { port1: bell, port2: rope } = new NativeMessageChannel();
  let letters: unknown[] = bare([]);
  let read = 0;
  bell.onmessage = () => {
    // The page rang.
    if (read === letters.length) return;
    const letter = letters[read];
    read += 1;
    if (read === letters.length) {
      letters = bare([]);
      read = 0;
    }
    hear(letter);
  };
  return (event) => {
    letters[letters.length] = dataOf(event);
    post(rope, undefined);
  };
}
