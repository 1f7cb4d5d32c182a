import { expect, test } from 'vitest';
import { createKey, deleteKey, importKey, listKeys } from '../../src/features/signing-keys.ts';
import { createMemory } from '../support/memory-ports.ts';

test('A tester makes a key, sees its public side, and deletes it', async () => {
  const memory = createMemory();
  const { ports } = memory.background();
  const key = await createKey('ES256', ports);
  expect(Object.keys(key).sort()).toEqual(['alg', 'createdAt', 'id', 'publicJwk']);
  expect(key.publicJwk).not.toHaveProperty('d');
  memory.clock.now += 1;
  const younger = await createKey('Ed25519', ports);
  expect((await listKeys(ports)).map(({ id }) => id)).toEqual([younger.id, key.id]);
  await deleteKey(key.id, ports);
  expect((await listKeys(ports)).map(({ id }) => id)).toEqual([younger.id]);
});

test('A key that is refused is not kept', async () => {
  const { ports } = createMemory().background();
  await expect(importKey('nonsense', 'ES256', ports)).rejects.toMatchObject({ code: 'key_invalid' });
  await expect(importKey('nonsense', 'none' as never, ports)).rejects.toThrow();
  expect(await listKeys(ports)).toEqual([]);
});
