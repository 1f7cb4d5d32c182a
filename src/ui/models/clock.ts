import { signal } from '@preact/signals';
import type { UiInputs } from '../inputs.ts';

/** The time (ms since epoch), told each second from start to stop. */
export function createClock(inputs: Pick<UiInputs, 'now'>) {
  const now = signal(inputs.now());

  function tick() {
    now.value = inputs.now();
  }

  function start(): () => void {
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }

  return { now, start };
}
