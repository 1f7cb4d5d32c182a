import { beforeEach, describe, expect, test } from 'vitest';
import type { Ports } from '../../src/core/ports.ts';
import { beginSession } from '../../src/features/begin-session.ts';
import { aBinding, aProfile, aToken, noon } from '../core/support/records.ts';
import { createMemory, type Memory } from '../support/memory-ports.ts';

let memory: Memory;
let ports: Ports;
beforeEach(() => {
  memory = createMemory();
  ports = memory.background().ports;
  const { disk } = memory;
  disk.profiles.set('acme', aProfile());
  disk.profiles.set('gone', aProfile({ id: 'gone', deletedAt: noon - 60_000 }));
  disk.tokens.set('alice', aToken());
  disk.bindings.set('binding', aBinding());
  disk.logins.set('s', { id: 's', profileId: 'acme', startedAt: noon, step: 'signing_in', stepAt: noon });
});

function expectBegun(): void {
  expect(memory.browser).toMatchObject({ session: 'armed', alarm: noon + 3_570_000 });
  expect(memory.browser.rules).toHaveLength(1);
  expect(memory.browser.scripts).toEqual(['https://app.acme.example/*']);
  expect([...memory.disk.profiles.keys()]).toEqual(['acme']);
  expect(memory.disk.logins.get('s')).toMatchObject({ step: 'failed', failure: { code: 'sign_in_interrupted' } });
}

describe('When the browser starts', () => {
  test('bindings are armed, deleted profiles go for good, and sign-ins without a window have failed', async () => {
    await beginSession(ports);
    expectBegun();
  });

  test('that is done once: later backgrounds of the session find it done', async () => {
    await beginSession(ports);
    memory.disk.logins.set('s2', { id: 's2', profileId: 'acme', startedAt: noon, step: 'signing_in', stepAt: noon });
    const { ports: next, calls } = memory.background();
    await beginSession(next);
    expect(calls).toEqual(['session.state']);
    expect(memory.disk.logins.get('s2')?.step).toBe('signing_in');
  });

  test('and the background dies in the middle, the next one begins anew', async () => {
    const { ports: first, calls: all } = memory.background();
    await beginSession(first);
    for (let diesAt = 1; diesAt <= all.length; diesAt++) {
      memory.restartBrowser();
      await beginSession(memory.background({ diesAt }).ports).catch(() => undefined);
      await beginSession(memory.background().ports);
      expectBegun();
    }
  });

  test('and something fails, the next background is not stopped by it again', async () => {
    const show = async () => Promise.reject(new Error('no rules today'));
    await expect(beginSession({ ...ports, requestRules: { ...ports.requestRules, show } })).rejects.toThrow(
      'no rules today',
    );
    await expect(beginSession(ports)).resolves.toBeUndefined();
  });
});
