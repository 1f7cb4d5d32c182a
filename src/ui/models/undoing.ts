import { signal } from '@preact/signals';
import type { Status } from './status.ts';

const undoableFor = 12_000;

export type Undoing = ReturnType<typeof createUndoing>;

/** Offers for a while to take back what was done last. */
export function createUndoing(inputs: { status: Pick<Status, 'after'> }) {
  const offered = signal<{ sentence: string; takeBack: () => Promise<unknown> }>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function end() {
    clearTimeout(timer);
    offered.value = undefined;
  }

  /** `sentence` says what was done. */
  function offer(sentence: string, takeBack: () => Promise<unknown>) {
    end();
    offered.value = { sentence, takeBack };
    timer = setTimeout(end, undoableFor);
  }

  async function undo() {
    const last = offered.value;
    end();
    if (last) await inputs.status.after(last.takeBack());
  }

  return { offered, offer, undo };
}
