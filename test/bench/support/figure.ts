import type { BrowserName } from '../../support/browsers.ts';
import type { Spread } from './spread.ts';

/** One line of the table. */
export type Figure = {
  readonly name: string;
  /** Undefined: no browser is involved. */
  readonly browser?: BrowserName;
  readonly unit: 'ratio' | 'ms' | 'µs' | 'MB' | 'count';
  readonly value: Spread;
  /** What it should be at most. Undefined: it stands there to compare others with. */
  readonly atMost?: number;
};

/** Whether its goal is met, by the two digits that are shown. Undefined where there is none. */
export function verdict({ value, atMost }: Figure): 'met' | 'not met' | undefined {
  if (atMost === undefined) return undefined;
  return Math.round(value.median * 100) <= Math.round(atMost * 100) ? 'met' : 'not met';
}

/** Something that was counted, not measured. */
export function counted(count: number): Spread {
  return { median: count, from: count, to: count };
}
