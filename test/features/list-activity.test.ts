import { expect, test } from 'vitest';
import type { ActivityRow } from '../../src/core/activity.ts';
import { listActivity } from '../../src/features/list-activity.ts';
import { createMemory } from '../support/memory-ports.ts';

test('What was done to requests is told, but not while the vault is locked', async () => {
  const memory = createMemory();
  const rows = [{ id: 'one', url: 'https://api.acme.example/orders' } as ActivityRow];
  const { vault } = memory.background().ports;
  const list = () => listActivity({ vault, activityLog: { list: async () => rows } });
  expect(await list()).toEqual(rows);
  memory.browser.vaultKey = 'gone';
  await expect(list()).rejects.toMatchObject({ code: 'vault_locked' });
});
