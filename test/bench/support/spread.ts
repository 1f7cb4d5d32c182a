/** The middle of many measurements, and between what half of them lie. */
export type Spread = { readonly median: number; readonly from: number; readonly to: number };

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: at(sorted, 0.5), from: at(sorted, 0.25), to: at(sorted, 0.75) };
}

/** How many times as long one took as the other, round by round. */
export function ratios(times: readonly number[], others: readonly number[]): Spread {
  return spreadOf(times.map((time, round) => time / (others[round] ?? Number.NaN)));
}

/** How much longer one took than the other, round by round. */
export function differences(times: readonly number[], others: readonly number[]): Spread {
  return spreadOf(times.map((time, round) => time - (others[round] ?? Number.NaN)));
}

/** Between the two values next to a place, as far as it lies between them. */
function at(sorted: readonly number[], part: number): number {
  const place = (sorted.length - 1) * part;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}
