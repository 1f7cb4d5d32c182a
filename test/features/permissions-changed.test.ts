import { expect, test } from 'vitest';
import { permissionsChanged } from '../../src/features/permissions-changed.ts';
import { aBinding, aProfile, aToken, noon } from '../core/support/records.ts';
import { createMemory } from '../support/memory-ports.ts';

test('Bindings follow the hosts that the tester grants and takes away', async () => {
  const memory = createMemory();
  const { ports } = memory.background();
  memory.disk.profiles.set('acme', aProfile());
  memory.disk.tokens.set('alice', aToken());
  memory.disk.bindings.set('binding', aBinding());
  memory.browser.granted = new Set();
  await permissionsChanged(ports);
  expect(memory.browser.rules).toEqual([]);
  memory.browser.granted = undefined;
  await permissionsChanged(ports);
  expect(memory.browser.rules).toHaveLength(1);
  memory.browser.granted = new Set(['https://api.acme.example/*']);
  await permissionsChanged(ports);
  expect(memory.browser).toMatchObject({ rules: [], scripts: [], changes: 3 });
});

test('Only sign-ins that wait for a permission go on', async () => {
  const memory = createMemory();
  const { ports } = memory.background();
  const byTab = { redirect: { by: 'tab' as const, redirect_uri: 'https://app.acme.example/' } };
  for (const id of ['acme', 'twin']) memory.disk.profiles.set(id, aProfile({ id, ...byTab }));
  const login = { startedAt: noon, stepAt: noon };
  memory.disk.logins.set('waits', { id: 'waits', profileId: 'acme', step: 'asking_permission', ...login });
  memory.disk.logins.set('signs in', { id: 'signs in', profileId: 'twin', step: 'signing_in', tabId: 1, ...login });
  await permissionsChanged(ports);
  expect(memory.disk.logins.get('waits')).toMatchObject({ step: 'signing_in', tabId: 100 });
  expect(memory.disk.logins.get('signs in')).toMatchObject({ tabId: 1 });
});
