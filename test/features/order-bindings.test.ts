import { beforeEach, expect, test } from 'vitest';
import type { Ports } from '../../src/core/ports.ts';
import { lastOrder } from '../../src/core/precedence.ts';
import { moveBinding, nextOrder, orderBindings } from '../../src/features/order-bindings.ts';
import { aBinding, aProfile, aToken, noon } from '../core/support/records.ts';
import { createMemory, type Memory } from '../support/memory-ports.ts';

let memory: Memory;
let ports: Ports;
beforeEach(() => {
  memory = createMemory();
  ports = memory.background().ports;
  memory.disk.profiles.set('acme', aProfile());
  memory.disk.tokens.set('alice', aToken());
});

const bind = (id: string, changes: Parameters<typeof aBinding>[0] = {}) => {
  memory.disk.bindings.set(id, aBinding({ id, ...changes }));
};
const strongestFirst = () => [...memory.disk.bindings.values()].sort((a, b) => b.order - a.order).map(({ id }) => id);

test('Of the bindings of before, which had no order, the younger wins as it did', async () => {
  bind('young', { createdAt: noon + 1 });
  bind('old', { createdAt: noon });
  await orderBindings(ports);
  expect(strongestFirst()).toEqual(['young', 'old']);
  const { ports: next, calls } = memory.background();
  await orderBindings(next);
  expect(calls).toEqual(['bindings.list']);
});

test('A binding moves up and down among those of its kind, and touches only two', async () => {
  bind('a', { order: 3 });
  bind('tab', { order: 2, tabId: 1 });
  bind('b', { order: 1 });
  const { ports: next, calls } = memory.background();
  await moveBinding('b', -1, next);
  expect(strongestFirst()).toEqual(['b', 'tab', 'a']);
  expect(calls.filter((name) => name === 'bindings.put')).toHaveLength(2);
  await moveBinding('b', 1, ports);
  expect(strongestFirst()).toEqual(['a', 'tab', 'b']);
});

test('At an end of the list, or gone meanwhile, it stays where it is', async () => {
  bind('a', { order: 1 });
  await moveBinding('a', -1, ports);
  await moveBinding('a', 1, ports);
  await moveBinding('nobody', 1, ports);
  expect(memory.disk.bindings.get('a')?.order).toBe(1);
});

test('When the numbers run out, all are numbered anew in the same order', async () => {
  bind('a', { order: lastOrder });
  bind('b', { order: 7 });
  expect(await nextOrder(ports)).toBe(3);
  expect(strongestFirst()).toEqual(['a', 'b']);
});
