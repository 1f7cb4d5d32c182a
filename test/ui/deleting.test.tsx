// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { createDeleting } from '../../src/ui/models/deleting.ts';
import { createStatus } from '../../src/ui/models/status.ts';
import { aProfile, fakeInputs } from './fake-inputs.ts';
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

test('The offer stands for more than ten seconds', async () => {
  vi.useFakeTimers();
  const { inputs } = fakeInputs();
  const deleting = createDeleting({ ...inputs, status: createStatus(inputs) });
  await deleting.remove({ id: 'petstore', name: 'Petstore' });
  vi.advanceTimersByTime(10_000);
  expect(deleting.deleted.value?.name).toBe('Petstore');
  vi.advanceTimersByTime(5000);
  expect(deleting.deleted.value).toBeUndefined();
  vi.useRealTimers();
});

test('What could not be deleted is not offered back', async () => {
  const { inputs, world } = fakeInputs();
  const status = createStatus(inputs);
  world.answers['profile.delete'] = () => {
    throw new Error('disk full');
  };
  const deleting = createDeleting({ ...inputs, status });
  await deleting.remove({ id: 'petstore', name: 'Petstore' });
  expect(deleting.deleted.value).toBeUndefined();
  expect(status.notice.value?.values.reason).toContain('disk full');
});
