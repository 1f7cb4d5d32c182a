/** A member's name, quoted or not, or an index: `authed_user.access_token`, `data[0].token`, `['odd.name'].x`. */
const step = /(?:^|\.)([^.[\]]+)|\[(?:(\d+)|'([^']*)'|"([^"]*)")\]/gy;

/** The names and indexes of a path; undefined where it is none. */
export function pathSteps(path: string): string[] | undefined {
  const matches = [...path.trim().matchAll(step)];
  const length = matches.reduce((sum, [all]) => sum + all.length, 0);
  if (matches.length === 0 || length !== path.trim().length) return undefined;
  return matches.map(([, name, index, single, double]) => name ?? index ?? single ?? double ?? '');
}

/** What stands at a path of a JSON value; undefined where nothing does. Only own members count, so no name reaches into JavaScript itself. */
export function valueAt(value: unknown, path: string): unknown {
  const steps = pathSteps(path);
  if (!steps) return undefined;
  return steps.reduce<unknown>(
    (at, name) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, name)
        ? (at as Record<string, unknown>)[name]
        : undefined,
    value,
  );
}
