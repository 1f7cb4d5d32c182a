// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { createDeleting } from '../../src/ui/models/deleting.ts';
import { createStatus } from '../../src/ui/models/status.ts';
import { createUndoing } from '../../src/ui/models/undoing.ts';
import { aBinding, aProfile, fakeInputs } from './fake-inputs.ts';
import { showPopup } from './show-popup.tsx';

test('A deleted profile can be had back at once', async () => {
  const { world } = await showPopup({ profiles: [aProfile(), aProfile({ id: 'other', name: 'Other' })] });
  fireEvent.click(screen.getAllByRole('menuitem', { name: 'Delete' })[0] as HTMLElement);
  expect(await screen.findByText('Deleted “Petstore, staging”.')).toBeTruthy();
  expect(world.sent('profile.delete')).toEqual([{ id: 'petstore' }]);
  const undo = screen.getByRole('button', { name: 'Undo' });
  await vi.waitFor(() => expect(document.activeElement).toBe(undo));
  fireEvent.click(undo);
  expect(world.sent('profile.restore')).toEqual([{ id: 'petstore' }]);
  await vi.waitFor(() => expect(screen.queryByText(/^Deleted/)).toBeNull());
});

test('A binding that I removed can be had back, switched off as it was', async () => {
  const { world } = await showPopup({ profiles: [aProfile()], bindings: [aBinding({ enabled: false })] });
  fireEvent.click(screen.getByRole('menuitem', { name: 'Remove' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  const {
    createdAt: _,
    profileId,
    profileName,
    label,
    hosts,
    permitted,
    notRuled,
    lacks,
    replacing,
    ...stored
  } = aBinding();
  await vi.waitFor(() => expect(world.sent('binding.add')).toEqual([{ ...stored, enabled: false }]));
});

test('The offer stands for more than ten seconds', async () => {
  vi.useFakeTimers();
  const { inputs } = fakeInputs();
  const undoing = createUndoing({ status: createStatus(inputs) });
  undoing.offer('Deleted “Petstore”.', async () => undefined);
  vi.advanceTimersByTime(10_000);
  expect(undoing.offered.value?.sentence).toBe('Deleted “Petstore”.');
  vi.advanceTimersByTime(5000);
  expect(undoing.offered.value).toBeUndefined();
  vi.useRealTimers();
});

test('What could not be deleted is not offered back', async () => {
  const { inputs, world } = fakeInputs();
  const status = createStatus(inputs);
  world.answers['profile.delete'] = () => {
    throw new Error('disk full');
  };
  const undoing = createUndoing({ status });
  await createDeleting({ ...inputs, status, undoing }).remove({ id: 'petstore', name: 'Petstore' });
  expect(undoing.offered.value).toBeUndefined();
  expect(status.notice.value?.values.reason).toContain('disk full');
});
