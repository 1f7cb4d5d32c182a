/** Does one piece of the same work, and says how long it took (ms). */
export type Contestant = () => Promise<number>;

const warmUp = 2;

/**
 * Has each do its work once a round, in an order that turns, so that whatever else the machine does hits all alike. Returns the times
 * of each, round by round; the first rounds, in which browsers still compile, don't count.
 */
export async function inTurns<Name extends string>(
  rounds: number,
  contestants: Readonly<Record<Name, Contestant>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(contestants) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = -warmUp; round < rounds; round += 1) {
    const first = (round + warmUp) % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      const time = await contestants[name]();
      if (round >= 0) times[name].push(time);
    }
  }
  return times;
}
