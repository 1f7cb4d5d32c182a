import { beforeEach, describe, expect, test } from 'vitest';
import type { Ports } from '../../src/core/ports.ts';
import { armPage } from '../../src/features/arm-page.ts';
import { tabClosed } from '../../src/features/bindings.ts';
import { handOn, isFirstOfOpened } from '../../src/features/hand-on.ts';
import { aBinding, aProfile, aToken } from '../core/support/records.ts';
import { createMemory, type Memory } from '../support/memory-ports.ts';

let memory: Memory;
let ports: Ports;
beforeEach(() => {
  memory = createMemory();
  ports = memory.background().ports;
  memory.disk.profiles.set('acme', aProfile());
  memory.disk.tokens.set('alice', aToken());
});

const bind = (changes: Parameters<typeof aBinding>[0]) => {
  const binding = aBinding({ id: `b${memory.disk.bindings.size}`, tabId: 1, handOn: true, order: 1, ...changes });
  memory.disk.bindings.set(binding.id, binding);
};
const tabs = () => [...memory.disk.bindings.values()].map(({ tabId }) => tabId);

describe('A tab that a bound page opens', () => {
  test('is bound as well, and its own tabs after it', async () => {
    bind({});
    await handOn(1, 2, ports);
    await handOn(2, 3, ports);
    expect(tabs()).toEqual([1, 2, 3]);
    expect(memory.browser.rules.map(({ tabIds }) => tabIds)).toEqual(expect.arrayContaining([[1], [2], [3]]));
  });

  test('keeps its binding when the first tab is closed', async () => {
    bind({});
    await handOn(1, 2, ports);
    await tabClosed(1, ports);
    expect(tabs()).toEqual([2]);
  });

  test('is armed with its first question, even while the binding is being handed on', async () => {
    bind({});
    const handed = handOn(1, 2, ports);
    const page = { tabId: 2, url: 'https://app.acme.example/pets', isTop: true };
    expect(await armPage(page, ports)).toHaveLength(1);
    await handed;
  });

  test.each([
    ['the binding does not say so', { handOn: false }],
    ['it is switched off', { enabled: false }],
    ['it is another tab’s', { tabId: 9 }],
  ])('is not bound when %s', async (_, changes) => {
    bind(changes);
    await handOn(1, 2, ports);
    expect(tabs()).toHaveLength(1);
  });

  test('keeps a binding of its own', async () => {
    bind({});
    bind({ id: 'own', tabId: 2, handOn: false });
    await handOn(1, 2, ports);
    expect(tabs()).toEqual([1, 2]);
  });
});

describe('A page in a tab that a page opened', () => {
  test('is known as the first there, once, and only the page itself', async () => {
    await handOn(1, 2, ports);
    const ask = (tabId: number, isTop = true) => isFirstOfOpened({ tabId, isTop }, ports);
    expect(await ask(2, false)).toBe(false);
    expect([await ask(1), await ask(2), await ask(2)]).toEqual([false, true, false]);
  });
});
