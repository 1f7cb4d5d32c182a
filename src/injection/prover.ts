import type { Part } from '../core/binding.ts';
import type { BoundCall } from '../core/refusal.ts';

type Asked = { to: string; call: BoundCall };

/** What the background takes at once. */
const most = 100;

/** Asks for the proofs of calls; what comes while a question is on its way goes with the next one. */
export function createProver(
  prove: (calls: BoundCall[]) => Promise<(Part[] | undefined)[] | undefined>,
  answer: (to: string, parts: Part[] | undefined) => void,
): { add(asked: Asked): void } {
  let waiting: Asked[] = [];
  let isAsking = false;

  async function askAll(): Promise<void> {
    isAsking = true;
    while (waiting.length > 0) {
      const now = waiting.slice(0, most);
      waiting = waiting.slice(most);
      const proved = await prove(now.map(({ call }) => call));
      // A message between contexts turns `undefined` in a list to null.
      for (const [index, { to }] of now.entries()) answer(to, proved?.[index] ?? undefined);
    }
    isAsking = false;
  }

  return {
    add(asked) {
      waiting.push(asked);
      if (!isAsking) void askAll();
    },
  };
}
