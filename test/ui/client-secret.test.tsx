// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import type { ProfileDraft } from '../../src/core/profile-draft.ts';
import { aDraft, aProfile } from './fake-inputs.ts';
import { showPopup } from './show-popup.tsx';

function secret(): HTMLInputElement {
  return screen.getByLabelText('Client secret', { exact: true });
}

/** The form of a stored profile comes without its secret. */
async function editStored() {
  const { client_secret: _stays, ...draft } = aDraft({ token_endpoint_auth_method: 'client_secret_basic' });
  const shown = await showPopup({ profiles: [aProfile()] });
  shown.world.answers['profile.edit'] = () => draft;
  shown.world.answers['profile.secret'] = () => 'the-stored-one';
  fireEvent.click(screen.getByRole('menuitem', { name: 'Edit' }));
  await screen.findByLabelText('Name');
  return { ...shown, lastSaved: () => shown.world.sent('draft.save').at(-1) as ProfileDraft };
}

test('A stored secret is kept, and stays behind until I ask for it', async () => {
  const { world, lastSaved } = await editStored();
  expect(secret().placeholder).toBe('Kept. Type to replace it');
  fireEvent.input(screen.getByLabelText('Name'), { target: { value: 'Other' } });
  expect('client_secret' in lastSaved()).toBe(false);
  expect(world.sent('profile.secret')).toEqual([]);
});

test('Shown, it can be read, and hidden again', async () => {
  const { world } = await editStored();
  fireEvent.click(screen.getByRole('button', { name: 'Show: Client secret' }));
  await vi.waitFor(() => expect(secret().value).toBe('the-stored-one'));
  expect(secret().type).toBe('text');
  expect(world.sent('profile.secret')).toEqual([{ id: 'petstore', field: 'client_secret' }]);
  fireEvent.click(screen.getByRole('button', { name: 'Hide: Client secret' }));
  await vi.waitFor(() => expect(secret().type).toBe('password'));
  expect(secret().value).toBe('');
});

test('Typing replaces it, masked', async () => {
  const { lastSaved } = await editStored();
  fireEvent.input(secret(), { target: { value: 'new' } });
  expect(lastSaved().client_secret).toBe('new');
  expect(secret().type).toBe('password');
});

test('Clearing takes it away', async () => {
  const { lastSaved } = await editStored();
  fireEvent.click(screen.getByRole('button', { name: 'Clear: Client secret' }));
  expect(lastSaved().client_secret).toBe('');
  await vi.waitFor(() => expect(secret().placeholder).toBe('None'));
});

test('A new profile has none', async () => {
  await showPopup({ profiles: [aProfile()] });
  fireEvent.click(screen.getByRole('button', { name: 'New profile' }));
  await screen.findByLabelText('Name');
  expect(secret().placeholder).toBe('None');
  expect(screen.queryByRole('button', { name: 'Show: Client secret' })).toBeNull();
});
