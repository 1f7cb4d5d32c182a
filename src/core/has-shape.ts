/** Whether a value may stand somewhere. */
type Holds = (value: unknown) => boolean;

/**
 * Whether what somebody else wrote has all these fields, each as it has to be. (By hand: the background is loaded with every start, and
 * reads little in this way.)
 */
export function hasShape<Told>(told: unknown, shape: { [Name in keyof Required<Told>]: Holds }): told is Told {
  if (typeof told !== 'object' || told === null) return false;
  return Object.entries<Holds>(shape).every(([name, holds]) => holds((told as Record<string, unknown>)[name]));
}

/** A text of at most so many letters. */
export function textUpTo(longest: number): Holds {
  return (value) => typeof value === 'string' && value.length <= longest;
}

/** Nothing, or what holds. */
export function maybe(holds: Holds): Holds {
  return (value) => value === undefined || holds(value);
}
