import { forget, later } from './natives.ts';

const steps = 4;
const stepLength = 250;

/**
 * Calls when a second has passed without an answer; returns how to stop. It goes by steps, so that a page that keeps its
 * thread busy meanwhile loses one step of time, not the answer that lies in the queue.
 */
export function losePatience(over: () => void): () => void {
  let left = steps;
  let timer: number | undefined;
  const step = () => {
    if (left === 0) return over();
    left -= 1;
    timer = later(step, stepLength);
  };
  step();
  return () => forget(timer);
}
