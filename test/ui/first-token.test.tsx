// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { parseProfile } from '../../src/core/parse-profile.ts';
import { aProfile } from './fake-inputs.ts';
import { showPopup } from './show-popup.tsx';

async function begin() {
  const shown = await showPopup();
  fireEvent.click(screen.getByRole('button', { name: 'Create a profile' }));
  const type = (label: string, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } });
  await screen.findByLabelText('Issuer');
  return { ...shown, type, name: () => (screen.getByLabelText('Name') as HTMLInputElement).value };
}

test('Issuer and client id are all that I type before I ask for my first token', async () => {
  const { world, type } = await begin();
  world.answers['profile.save'] = (draft) => {
    const parsed = parseProfile(draft, { position: 0 });
    if ('errors' in parsed) return parsed;
    world.snapshot = { ...world.snapshot, profiles: [aProfile({ id: draft.id, name: draft.name })] };
    return { saved: true };
  };
  type('Issuer', 'https://id.acme.dev');
  type('Client id', 'web');
  fireEvent.submit(screen.getByRole('button', { name: 'Save' }).closest('form') as HTMLFormElement);
  fireEvent.click(await screen.findByRole('button', { name: 'Get token' }));
  expect(screen.getByRole('heading', { name: 'id.acme.dev' })).toBeTruthy();
  await vi.waitFor(() => expect(world.sent('login.start')).toEqual([{ profileId: 'new-1' }]));
});

test('The name follows the issuer until I choose one', async () => {
  const { type, name } = await begin();
  type('Issuer', 'id.acme.dev/realm');
  await vi.waitFor(() => expect(name()).toBe('id.acme.dev'));
  type('Issuer', 'id');
  await vi.waitFor(() => expect(name()).toBe(''));
  type('Name', 'Mine');
  type('Issuer', 'https://id.acme.dev');
  await vi.waitFor(() => expect(name()).toBe('Mine'));
});

test('What has to be filled in is marked, for eyes and for ears', async () => {
  const { container } = await begin();
  const marked = [...container.querySelectorAll('.required')].map((label) => label.textContent?.trim());
  expect(marked).toEqual(['Issuer', 'Name', 'Client id']);
  expect(screen.getByLabelText('Client id').getAttribute('aria-required')).toBe('true');
});

test('The redirect URI that I have to register stands right below the client id', async () => {
  await begin();
  const id = screen.getByLabelText('Client id');
  const uri = screen.getByLabelText('Register this URL with the server first:');
  const secret = screen.getByLabelText('Client secret');
  expect(id.compareDocumentPosition(uri)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  expect(uri.compareDocumentPosition(secret)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
});
