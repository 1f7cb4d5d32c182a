import { OFFER, READY } from './channel.ts';

/**
 * Offers a port to the injector: at once, and once more if it asks for it; gives our end when it was taken. All of this is over
 * before the first script of the page runs, or a page could ask in the injector's place: no script runs before its element
 * stands in the document, and of that an observer is told first (HTML: “perform a microtask checkpoint”, then “execute the script”).
 */
export function offerPort(taken: (port: MessagePort) => void): void {
  const { port1, port2 } = new MessageChannel();

  function offer(): boolean {
    const isTaken = !window.dispatchEvent(new MessageEvent(OFFER, { ports: [port2], cancelable: true }));
    if (isTaken) taken(port1);
    return isTaken;
  }

  if (offer()) return;
  const closed = new AbortController();
  const close = () => closed.abort();
  const page = new MutationObserver(close);
  closed.signal.addEventListener('abort', () => page.disconnect());
  page.observe(document, { childList: true, subtree: true });
  window.addEventListener(
    READY,
    () => {
      close();
      offer();
    },
    { capture: true, signal: closed.signal },
  );
}
