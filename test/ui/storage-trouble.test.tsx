// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { aProfile } from './fake-inputs.ts';
import { showPopup } from './show-popup.tsx';

test('Records that can’t be read are told of, and deleted only when I say so; all others are there', async () => {
  const { world } = await showPopup({
    profiles: [aProfile()],
    trouble: { code: 'records_unreadable', values: { count: 2 } },
  });
  expect(await screen.findByText('2 of Tokendock’s records can’t be read', { exact: false })).toBeTruthy();
  expect(screen.getByRole('heading', { name: 'Petstore, staging' })).toBeTruthy();
  expect(world.sent('trouble.end')).toEqual([]);
  world.answers['trouble.end'] = () => {
    const { trouble: _, ...sound } = world.snapshot;
    world.snapshot = sound;
  };
  fireEvent.click(screen.getByRole('button', { name: 'Delete them' }));
  await vi.waitFor(() => expect(screen.queryByRole('button', { name: 'Delete them' })).toBeNull());
  expect(world.sent('trouble.end')).toEqual([{}]);
});
