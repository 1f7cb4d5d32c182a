import type { Ports } from '../core/ports.ts';
import { scopeOf } from '../core/precedence.ts';

/** The number of a binding that shall win among its equals. */
export async function nextOrder(ports: Ports): Promise<number> {
  const patterns = (await ports.bindings.list()).filter((each) => scopeOf(each) === 'pattern');
  return Math.max(0, ...patterns.map(({ order }) => order)) + 1;
}

/** Numbers bindings from 1 in their order. Those of version 0.2 have no numbers, and deletions leave gaps that would add up. */
export async function orderBindings(ports: Ports): Promise<void> {
  const weakestFirst = (await ports.bindings.list()).sort((a, b) => a.order - b.order || a.createdAt - b.createdAt);
  for (const [index, binding] of weakestFirst.entries()) {
    if (binding.order !== index + 1) await ports.bindings.put({ ...binding, order: index + 1 });
  }
}
