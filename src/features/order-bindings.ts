import type { Binding } from '../core/binding.ts';
import type { Ports } from '../core/ports.ts';
import { lastOrder, scopeOf } from '../core/precedence.ts';
import { armBindings } from './arm-bindings.ts';

/** The number of a binding that shall win among its equals. */
export async function nextOrder(ports: Ports): Promise<number> {
  const next = highest(await ports.bindings.list()) + 1;
  if (next <= lastOrder) return next;
  await number(await inTestersOrder(ports), ports);
  return highest(await ports.bindings.list()) + 1;
}

/** Numbers bindings of which some have the same number: those of version 0.2 have none. */
export async function orderBindings(ports: Ports): Promise<void> {
  const bindings = await inTestersOrder(ports);
  if (new Set(bindings.map(({ order }) => order)).size < bindings.length) await number(bindings, ports);
}

/** Moves a binding by so many places among those of its kind; negative is up, where the stronger ones stand. */
export async function moveBinding(id: string, by: number, ports: Ports): Promise<void> {
  const bindings = (await inTestersOrder(ports)).reverse();
  const moved = bindings.find((each) => each.id === id);
  if (!moved) return;
  const equals = bindings.filter((each) => scopeOf(each) === scopeOf(moved));
  const neighbour = equals[equals.indexOf(moved) + by];
  if (!neighbour) return;
  await ports.bindings.put({ ...moved, order: neighbour.order });
  await ports.bindings.put({ ...neighbour, order: moved.order });
  await armBindings(ports);
  ports.changes.tell();
}

/** The weakest first. */
async function inTestersOrder(ports: Ports): Promise<Binding[]> {
  return (await ports.bindings.list()).sort((a, b) => a.order - b.order || a.createdAt - b.createdAt);
}

async function number(bindings: readonly Binding[], ports: Ports): Promise<void> {
  for (const [index, binding] of bindings.entries()) {
    if (binding.order !== index + 1) await ports.bindings.put({ ...binding, order: index + 1 });
  }
}

function highest(bindings: readonly Binding[]): number {
  return Math.max(0, ...bindings.map(({ order }) => order));
}
