import type { Ports } from '../core/ports.ts';

/** A pause that ends early when it is no longer wanted. The browser may end the background meanwhile: what must happen is stored. */
export const wait: Ports['wait'] = (milliseconds, abort) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (abort.aborted) resolve();
  const timer = setTimeout(resolve, milliseconds);
  abort.addEventListener('abort', () => resolve(), { once: true });
  return promise.finally(() => clearTimeout(timer));
};
