import { losePatience } from './patience.ts';

/** Notices that nobody hears the injector any more: Firefox ends the bridge of a removed extension without a word. */
export type Pulse = {
  /** Something was said. */
  said(): void;
  /** A sign of life came. */
  heard(): void;
};

export function createPulse(dead: () => void): Pulse {
  let stop: (() => void) | undefined;
  return {
    said() {
      stop ??= losePatience(dead);
    },
    heard() {
      if (stop) stop();
      stop = undefined;
    },
  };
}
