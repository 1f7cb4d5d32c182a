/**
 * What this very background is doing right now. It dies with the background, on purpose: whoever starts next goes on
 * from the stores.
 */
const running = new Map<string, { work: Promise<unknown>; abort: AbortController }>();

/** Does a piece of work once, however many ask for it while it runs: all get the same result or failure. */
export function once<Result>(key: string, work: (abort: AbortSignal) => Promise<Result>): Promise<Result> {
  const known = running.get(key);
  if (known) return known.work as Promise<Result>;
  const abort = new AbortController();
  const started = work(abort.signal).finally(() => running.delete(key));
  running.set(key, { work: started, abort });
  return started;
}

export function isRunning(key: string): boolean {
  return running.has(key);
}

/** Resolves once the work under this key is done, at once where there is none. Fails as it does. */
export async function done(key: string): Promise<void> {
  await running.get(key)?.work;
}

export function runningKeys(): string[] {
  return [...running.keys()];
}

/** Resolves once all that runs now has ended, however; but for what runs under this key. */
export async function allDone(but?: string): Promise<void> {
  await Promise.allSettled([...running].filter(([key]) => key !== but).map(([, { work }]) => work));
}

/** Ends the work early, if it runs. It fails as its last request says. */
export function stop(key: string): void {
  running.get(key)?.abort.abort();
}

const turns = new Map<string, { running: Promise<void>; waiting?: Promise<void> }>();

/**
 * Does a piece of work after the one that runs under this key, never beside it. Who asks while one waits already gets that one: it
 * starts later than the question, so it sees what the asker changed.
 */
export function inTurn(key: string, work: () => Promise<void>): Promise<void> {
  const turn = turns.get(key);
  if (turn?.waiting) return turn.waiting;
  if (turn) {
    // Whoever started the turn before hears how it failed.
    turn.waiting = turn.running.catch(() => undefined).then(() => start());
    return turn.waiting;
  }
  return start();

  function start(): Promise<void> {
    const running = work().finally(() => {
      if (turns.get(key)?.running === running && !turns.get(key)?.waiting) turns.delete(key);
    });
    turns.set(key, { running });
    return running;
  }
}
