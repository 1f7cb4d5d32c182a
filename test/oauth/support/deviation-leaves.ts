import type * as v from 'valibot';
import { requestKinds } from '../../../src/core/request-kind.ts';

type Schema = v.GenericSchema & { entries?: Record<string, Schema>; wrapped?: Schema; item?: Schema; value?: Schema };

/** Every setting that the schema of deviations knows, by its path; the requests are one, and so are the names of a record. */
export function leavesOf(schema: v.GenericSchema, path = ''): string[] {
  const { type, entries, wrapped, item, value } = schema as Schema;
  if (wrapped) return leavesOf(wrapped, path);
  if (type === 'array' && item) return leavesOf(item, path);
  if (type === 'record' && value) return value.type === 'string' ? [path] : leavesOf(value, path);
  if (type !== 'object' || !entries) return [path];
  const all = Object.entries(entries).flatMap(([name, each]) => leavesOf(each, joined(path, name)));
  return [...new Set(all)];
}

/** The settings that stand in some deviations, by the same paths. */
export function leavesIn(deviations: object, schema: v.GenericSchema): string[] {
  const known = leavesOf(schema);
  return [...new Set(pathsIn(deviations, '').flatMap((path) => known.find((each) => isIn(path, each)) ?? []))];
}

function pathsIn(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return value === undefined ? [] : [path];
  const inner = Array.isArray(value) ? value.map((each) => ['', each] as const) : Object.entries(value);
  return inner.flatMap(([name, each]) => pathsIn(each, name ? joined(path, name) : path));
}

/** `requests.parameters.client_id.name` is a case of `requests.parameters.name`, and what is deeper than a setting is part of it. */
function isIn(path: string, leaf: string): boolean {
  const wanted = leaf.split('.');
  const steps = path.split('.');
  if (steps[1] === 'parameters' && steps[0] === 'requests') steps.splice(2, 1);
  return wanted.every((step, index) => steps[index] === step);
}

/** The requests are all alike. */
function joined(path: string, name: string): string {
  if ((path === 'requests' || path === 'answers') && [...requestKinds, '*'].includes(name)) return path;
  return path ? `${path}.${name}` : name;
}
