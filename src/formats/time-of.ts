/** Milliseconds since epoch of a time as providers write it: seconds, milliseconds, or ISO 8601. Undefined: none of these. */
export function timeOf(text: string): number | undefined {
  const number = Number(text);
  if (text.trim() && Number.isFinite(number)) {
    // Seconds have not so many digits before the year 5138.
    return Math.abs(number) < 100_000_000_000 ? number * 1000 : number;
  }
  const parsed = Date.parse(text);
  return Number.isNaN(parsed) ? undefined : parsed;
}
