import { beforeEach, expect, test } from 'vitest';
import type { Ports } from '../../src/core/ports.ts';
import { lastOrder } from '../../src/core/precedence.ts';
import { nextOrder, orderBindings } from '../../src/features/order-bindings.ts';
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

test('A new session closes the gaps that deletions left, in the same order', async () => {
  bind('a', { order: lastOrder });
  bind('b', { order: 7 });
  await orderBindings(ports);
  expect(strongestFirst()).toEqual(['a', 'b']);
  expect(await nextOrder(ports)).toBe(3);
});
