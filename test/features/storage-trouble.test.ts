import { beforeEach, describe, expect, test } from 'vitest';
import { failureText } from '../../src/core/failure-text.ts';
import type { Ports } from '../../src/core/ports.ts';
import { armBindings } from '../../src/features/arm-bindings.ts';
import { backgroundStatus } from '../../src/features/background-status.ts';
import { readStatus } from '../../src/features/status.ts';
import { endTrouble } from '../../src/features/storage-trouble.ts';
import { aBinding, aProfile, aToken } from '../core/support/records.ts';
import { createMemory, type Memory } from '../support/memory-ports.ts';

let memory: Memory;
let ports: Ports;
beforeEach(() => {
  memory = createMemory();
  ports = memory.background().ports;
  const { disk } = memory;
  disk.profiles.set('acme', aProfile());
  disk.tokens.set('alice', aToken());
  disk.tokens.set('bob', aToken({ id: 'bob' }));
  disk.bindings.set('binding', aBinding());
  disk.bindings.set('of-bob', aBinding({ id: 'of-bob', tokenId: 'bob', api: ['https://other.example/*'] }));
});

const status = () => readStatus({}, ports, () => backgroundStatus(ports));

describe('A record that can’t be read', () => {
  test('hides no other: the rest is shown, the rest is injected, and the tester hears of it', async () => {
    memory.damaged.add('tokens/bob');
    const { profiles, trouble } = await status();
    expect(profiles[0]?.tokens.map(({ id }) => id)).toEqual(['alice']);
    expect(trouble && failureText(trouble).sentence).toContain('1 of Tokendock’s records can’t be read');
    await armBindings(ports);
    expect(memory.browser.rules.map(({ api }) => api)).toEqual([['https://api.acme.example/*']]);
    memory.damaged.add('profiles/acme');
    await armBindings(ports);
    expect(memory.browser.rules).toEqual([]);
  });

  test('stays until the tester wants it deleted, and then it alone goes', async () => {
    memory.damaged.add('tokens/bob');
    await status();
    expect([...memory.disk.tokens.keys()]).toEqual(['alice', 'bob']);
    await endTrouble(ports);
    expect([...memory.disk.tokens.keys()]).toEqual(['alice']);
    expect((await status()).trouble).toBeUndefined();
  });
});

test('That the browser deleted everything is said once, until the tester has read it', async () => {
  await ports.session.setEmptied(true);
  expect((await status()).trouble).toEqual({ code: 'storage_emptied', values: {} });
  await endTrouble(ports);
  expect((await status()).trouble).toBeUndefined();
});
