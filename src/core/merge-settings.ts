/** Two settings in one: of two values for the same thing the second counts. */
export function mergeSettings(first: object, second: object): object {
  const merged = Object.entries(second).map(([name, value]) => {
    const before = Object.hasOwn(first, name) ? (first as Record<string, unknown>)[name] : undefined;
    return [name, isPlain(before) && isPlain(value) ? mergeSettings(before, value) : value];
  });
  return { ...first, ...Object.fromEntries(merged) };
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
