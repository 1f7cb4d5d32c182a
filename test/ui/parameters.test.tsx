// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import type { ProfileDraft } from '../../src/core/profile-draft.ts';
import { aDraft, aProfile } from './fake-inputs.ts';
import { showPopup } from './show-popup.tsx';

async function showForm(patch: Partial<ProfileDraft> = {}) {
  const { popup, container } = await showPopup({ profiles: [aProfile()], drafts: [aDraft(patch)] });
  await screen.findByLabelText('Name');
  return { container, parameters: () => popup.form.draft.value?.parameters };
}

function add(name: RegExp) {
  fireEvent.click(screen.getByRole('menuitem', { name }));
}

test('A known parameter comes with its request, its place and what it is for', async () => {
  const { parameters } = await showForm();
  add(/^prompt/);
  expect(parameters()).toMatchObject([{ name: 'prompt', stage: 'authorize', place: 'query', on: true }]);
  const value = (await screen.findByLabelText('Value of parameter 1')) as HTMLSelectElement;
  expect([...value.options].map((each) => each.text)).toEqual([
    'Choose…',
    'login',
    'consent',
    'select_account',
    'none',
    'Other…',
  ]);
  expect(document.getElementById(value.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
    'Ask again, or never ask',
  );
  expect(screen.getByLabelText('Place of parameter 1')).toHaveProperty('disabled', true);
});

test('A value that is not among the choices can be typed', async () => {
  const { parameters } = await showForm();
  add(/^prompt/);
  const choices = (await screen.findByLabelText('Value of parameter 1')) as HTMLSelectElement;
  choices.selectedIndex = 1;
  fireEvent.change(choices);
  expect(parameters()?.[0]?.value).toBe('login');
  choices.selectedIndex = 5;
  fireEvent.change(choices);
  await vi.waitFor(() => expect(screen.getByLabelText('Value of parameter 1').tagName).toBe('INPUT'));
  fireEvent.input(screen.getByLabelText('Value of parameter 1'), { target: { value: 'login consent' } });
  expect(parameters()?.[0]?.value).toBe('login consent');
});

test('A parameter that I removed can be had back, where it was', async () => {
  const { parameters } = await showForm();
  add(/^audience/);
  add(/^prompt/);
  fireEvent.click(await screen.findByRole('button', { name: 'Remove parameter 1' }));
  expect(await screen.findByText('Removed “audience”.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(parameters()?.map(({ name }) => name)).toEqual(['audience', 'prompt']);
});

test('My own parameter goes wherever I say', async () => {
  const { parameters } = await showForm({ grant_type: 'client_credentials' });
  add(/^Own parameter/);
  fireEvent.input(await screen.findByLabelText('Name of parameter 1'), { target: { value: 'X-Tenant' } });
  fireEvent.input(screen.getByLabelText('Value of parameter 1'), { target: { value: 'qa' } });
  fireEvent.change(screen.getByLabelText('Request of parameter 1'), { target: { value: 'every' } });
  fireEvent.change(screen.getByLabelText('Place of parameter 1'), { target: { value: 'header' } });
  fireEvent.click(screen.getByRole('switch', { name: 'Send parameter 1' }));
  expect(parameters()).toEqual([{ name: 'X-Tenant', value: 'qa', stage: 'every', place: 'header', on: false }]);
  fireEvent.click(screen.getByRole('button', { name: 'Remove parameter 1' }));
  expect(parameters()).toEqual([]);
});

test('The same name may stand several times', async () => {
  const { parameters } = await showForm();
  add(/^resource/);
  add(/^resource/);
  expect(parameters()?.map(({ name, stage }) => [name, stage])).toEqual([
    ['resource', 'every'],
    ['resource', 'every'],
  ]);
});

test('JSON is checked while I type', async () => {
  await showForm();
  add(/^authorization_details/);
  const value = await screen.findByLabelText('Value of parameter 1');
  fireEvent.input(value, { target: { value: '[{' } });
  expect((await screen.findByText('This is not JSON.')).id).toBe('parameter-1-error');
  fireEvent.input(value, { target: { value: '[]' } });
  await expect.poll(() => screen.queryByText('This is not JSON.')).toBeNull();
});

test('Without a sign-in page, only what the token endpoint understands is offered', async () => {
  const { parameters } = await showForm({ grant_type: 'client_credentials' });
  expect(screen.queryByRole('menuitem', { name: /^prompt/ })).toBeNull();
  add(/^authorization_details/);
  expect(parameters()).toMatchObject([{ stage: 'token', place: 'body' }]);
});
