import type { Deviations } from './deviations.ts';

/** Where a setting stands: `['requests', 'token', 'body']`. */
export type SettingPath = readonly string[];

/** The setting at a path; undefined where none is. */
export function settingAt(deviations: Deviations, path: SettingPath): unknown {
  return path.reduce<unknown>(
    (at, name) => (isObject(at) && Object.hasOwn(at, name) ? (at as Record<string, unknown>)[name] : undefined),
    deviations,
  );
}

/** The deviations with a setting at a path, undefined to take it away. What becomes empty goes with it. */
export function withSettingAt(deviations: Deviations, path: SettingPath, setting: unknown): Deviations {
  return changed(deviations, path, setting) ?? {};
}

function changed(at: unknown, [name, ...rest]: SettingPath, setting: unknown): object | undefined {
  if (name === undefined) return setting as object;
  const before = isObject(at) ? (at as Record<string, unknown>) : {};
  const next = changed(before[name], rest, setting);
  const { [name]: _, ...others } = before;
  // In its own place, so that nothing moves in the form while one types.
  if (next !== undefined) return { ...before, [name]: next };
  return Object.keys(others).length > 0 ? others : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
