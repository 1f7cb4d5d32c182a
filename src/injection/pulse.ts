import { later } from './natives.ts';
import { losePatience } from './patience.ts';

/**
 * Notices that nobody hears the injector any more: Firefox ends the bridge of a removed extension without a word. The bridge
 * gives a sign of life for whatever it is told.
 */
export type Pulse = {
  /** The bridge was told something. */
  said(): void;
  /** A sign of life came. */
  heard(): void;
};

const pause = 1000;

/** `ask` tells the bridge anything, to hear from it; that is done now and then as long as something is `awaited`. */
export function createPulse(ask: () => void, isAwaiting: () => boolean, dead: () => void): Pulse {
  let stop: (() => void) | undefined;
  let isResting = false;

  function heard(): void {
    if (stop) stop();
    stop = undefined;
    if (isResting || !isAwaiting()) return;
    isResting = true;
    later(() => {
      isResting = false;
      if (isAwaiting()) ask();
    }, pause);
  }

  return {
    said() {
      stop ??= losePatience(dead);
    },
    heard,
  };
}
