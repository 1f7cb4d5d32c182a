import * as fc from 'fast-check';
import { prototypes } from './prototypes.ts';
import { failureTold } from './refusal.ts';

/** A place where Tokendock takes in what others wrote, and what has to be so there whatever comes. */
export type Border = { name: string; cross(options: Wanted): Promise<Crossing> };

type Wanted = { cases: number; seed: number; path?: string | undefined };

/** How it went. Times in milliseconds. */
export type Crossing = {
  cases: number;
  took: number;
  /** Of this thread's own work, however busy the machine is. */
  slowest: number;
  /** What broke, with the seed and path to see it again. */
  broken: string | undefined;
};

/** Only what grows out of all proportion to its input takes so much of a processor (milliseconds). */
const patience = 1500;

/** Longer than this nothing waits but for what never comes (milliseconds). */
const forever = 60_000;

/** `check` puts one case through, and throws where something is not as it has to be. It may not end by an error of ours. */
export function border<Case>(
  name: string,
  cases: fc.Arbitrary<Case>,
  check: (given: Case) => void | Promise<void>,
): Border {
  return {
    name,
    async cross({ cases: numRuns, seed, path }) {
      const before = prototypes();
      let slowest = 0;
      let tried = 0;
      const property = fc.asyncProperty(cases, async (given) => {
        const took = await workOf(() => check(given));
        // Once may be the engine's own housekeeping.
        const again = took > patience ? await workOf(() => check(given)) : took;
        slowest = Math.max(slowest, Math.min(took, again));
        if (again > patience) throw new Error(`it took ${Math.round(again)} ms`);
        if (prototypes() !== before) throw new Error('what all objects share was changed');
        tried += 1;
        // What a weak reference was asked for stays in memory until the event loop turns, and no case turns it.
        if (tried % 100 === 0) await new Promise(setImmediate);
      });
      const begun = performance.now();
      const result = await fc.check(property, {
        numRuns,
        seed,
        timeout: forever,
        ...(path && { path, endOnFailure: true }),
      });
      const took = performance.now() - begun;
      return { cases: result.numRuns, took, slowest, broken: result.failed ? told(result) : undefined };
    },
  };
}

function told<Case>(result: fc.RunDetails<[Case]>): string {
  const error = result.errorInstance;
  const cause = error instanceof Error ? `${error.stack}\n${failureTold(error)}` : String(error);
  const example = written(result.counterexample);
  return `seed ${result.seed}, path ${result.counterexamplePath}\n${example.slice(0, 4000)}\n${cause.slice(0, 4000)}`;
}

/** A case as text, unless its parts stand too deep in each other for that. */
function written(example: unknown): string {
  try {
    return fc.stringify(example);
  } catch {
    return 'too deep to be written down';
  }
}

async function workOf(work: () => void | Promise<void>): Promise<number> {
  const begun = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(begun);
  return (user + system) / 1000;
}
