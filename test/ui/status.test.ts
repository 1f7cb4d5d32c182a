import { expect, test, vi } from 'vitest';
import { createStatus } from '../../src/ui/models/status.ts';
import { aProfile, fakeInputs } from './fake-inputs.ts';

test('Many changes at once are read twice at most: now, and once more', async () => {
  const { inputs, world } = fakeInputs();
  const status = createStatus(inputs);
  await Promise.all([status.read(), status.read(), status.read(), status.read()]);
  expect(world.sent('status.read')).toEqual(Array(2).fill({ tabId: 7, windowId: 3, url: 'https://app.acme.dev/pets' }));
});

test('What changed while it was read is read again', async () => {
  const { inputs, world } = fakeInputs();
  const status = createStatus(inputs);
  const first = status.read();
  await vi.waitFor(() => expect(world.sent('status.read')).toHaveLength(1));
  world.snapshot = { ...world.snapshot, profiles: [aProfile()] };
  await Promise.all([first, status.read()]);
  expect(status.snapshot.value?.profiles).toHaveLength(1);
});

test('It stays about the tab that it was opened on', async () => {
  const { inputs, world } = fakeInputs();
  const status = createStatus(inputs);
  await status.read();
  world.tab = { tabId: 8, windowId: 3, url: 'https://id.acme.dev/sign-in' };
  await status.read();
  expect(world.sent('status.read')).toEqual(Array(2).fill({ tabId: 7, windowId: 3, url: 'https://app.acme.dev/pets' }));
});

test('Without a tab, the status is read all the same', async () => {
  const { inputs, world } = fakeInputs();
  world.tab = undefined;
  await createStatus(inputs).read();
  expect(world.sent('status.read')).toEqual([{}]);
});

test('A reading that fails leaves what was there, and the next one heals', async () => {
  const { inputs, world } = fakeInputs({ profiles: [aProfile()] });
  const status = createStatus(inputs);
  await status.read();
  world.answers['status.read'] = () => {
    throw new Error('no answer');
  };
  await status.read();
  expect(status.failure.value?.values.reason).toContain('no answer');
  expect(status.snapshot.value?.profiles).toHaveLength(1);
  world.answers = {};
  await status.read();
  expect(status.failure.value).toBeUndefined();
});

test('What I did and what failed is said until I dismiss it', async () => {
  const { inputs } = fakeInputs();
  const status = createStatus(inputs);
  await status.after(Promise.reject(new Error('disk full')));
  expect(status.notice.value?.values.reason).toContain('disk full');
  status.dismiss();
  expect(status.notice.value).toBeUndefined();
});
