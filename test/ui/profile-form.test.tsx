// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { aDraft, aProfile } from './fake-inputs.ts';
import { showPopup } from './show-popup.tsx';

const profiles = [aProfile()];

async function newProfile() {
  const shown = await showPopup({ profiles });
  fireEvent.click(screen.getByRole('button', { name: 'New profile' }));
  await screen.findByLabelText('Name');
  return shown;
}

function type(label: string, value: string) {
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
}

function choose(label: string, value: string) {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
}

function save() {
  fireEvent.submit(screen.getByRole('button', { name: 'Save' }).closest('form') as HTMLFormElement);
}

test('Each letter is kept at once', async () => {
  const { world } = await newProfile();
  expect(world.sent('draft.save')).toEqual([]);
  type('Name', 'P');
  type('Client id', 'web');
  expect(world.sent('draft.save')).toMatchObject([
    { id: 'new-1', name: 'P', client_id: '' },
    { id: 'new-1', name: 'P', client_id: 'web' },
  ]);
});

test('A form that the popup was closed on is there again, to the letter', async () => {
  const draft = aDraft({ name: 'Petst', client_id: 'we', redirect: 'tab', redirect_uri: 'https://app' });
  await showPopup({ profiles, drafts: [draft] });
  expect(await screen.findByText('Continued where you left off.')).toBeTruthy();
  const values = ['Name', 'Client id', 'Registered redirect URI'].map((label) => screen.getByLabelText(label));
  expect(values.map((each) => (each as HTMLInputElement).value)).toEqual(['Petst', 'we', 'https://app']);
});

test('Forms that I left wait in the list, each to be continued or discarded', async () => {
  const drafts = [aDraft({ id: 'begun', name: 'Petst' }), aDraft({ client_id: 'we' })];
  const { popup, world } = await showPopup({ profiles, drafts }, (each) => {
    each.openForm = 'none';
  });
  expect(await screen.findByText('Not saved yet: Petst')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Continue: Petstore, staging' }));
  await vi.waitFor(() => expect(popup.form.draft.value).toMatchObject({ id: 'petstore', client_id: 'we' }));
  await popup.form.leave();
  fireEvent.click(await screen.findByRole('button', { name: 'Discard: Petst' }));
  expect(await screen.findByText('Discarded what was typed for “Petst”.')).toBeTruthy();
  expect(world.sent('draft.discard')).toEqual([{ id: 'begun' }]);
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  await vi.waitFor(() => expect(world.sent('draft.save')).toMatchObject([{ id: 'begun', name: 'Petst' }]));
});

test('Only the form that the popup was closed on opens by itself', async () => {
  const drafts = [aDraft({ id: 'bench' }), aDraft({ id: 'begun' })];
  const { popup } = await showPopup({ profiles, drafts }, (each) => {
    each.openForm = 'begun';
  });
  expect(popup.form.draft.value?.id).toBe('begun');
});

test('“New profile” begins a new one', async () => {
  const { popup } = await showPopup({ profiles, drafts: [aDraft({ id: 'begun', name: 'Petst' })] });
  await popup.form.leave();
  fireEvent.click(await screen.findByRole('button', { name: 'New profile' }));
  expect(popup.form.draft.value).toMatchObject({ id: 'new-1', name: '' });
});

test('Cancel throws away what was typed, Back keeps it', async () => {
  const { world } = await newProfile();
  type('Name', 'Orders');
  fireEvent.click(screen.getByRole('button', { name: /Back/ }));
  await screen.findByRole('searchbox');
  expect(world.sent('draft.discard')).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'New profile' }));
  await screen.findByLabelText('Name');
  type('Name', 'Bills');
  fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
  await vi.waitFor(() => expect(world.sent('draft.discard')).toEqual([{ id: 'new-2' }]));
  expect(await screen.findByText('Discarded what was typed for “Bills”.')).toBeTruthy();
});

test('What is wrong stands at its field, and the first one has the focus', async () => {
  const { world } = await newProfile();
  world.answers['profile.save'] = () => ({
    errors: {
      client_id: 'Type the id that the server knows the client by.',
      token_endpoint: 'Needed when there is no issuer.',
    },
  });
  save();
  const error = await screen.findByText('Type the id that the server knows the client by.');
  const field = screen.getByLabelText('Client id');
  expect(field.getAttribute('aria-describedby')).toBe(error.id);
  await vi.waitFor(() => expect(document.activeElement).toBe(field));
  expect(screen.getByText('More').closest('details')?.open).toBe(true);
  type('Client id', 'web');
  await vi.waitFor(() => expect(screen.queryByText(error.textContent as string)).toBeNull());
  expect(screen.getByText('Needed when there is no issuer.')).toBeTruthy();
});

test('Saving sends the form once all of it is kept, and comes back to the list', async () => {
  const { world } = await newProfile();
  world.answers['profile.save'] = () => ({ saved: true });
  type('Name', 'Orders');
  save();
  await screen.findByRole('searchbox');
  expect(world.sent('profile.save')).toMatchObject([{ id: 'new-1', name: 'Orders' }]);
  expect(world.log.map(([type]) => type).indexOf('profile.save')).toBeGreaterThan(
    world.log.map(([type]) => type).indexOf('draft.save'),
  );
});

test('Only what the grant needs is asked', async () => {
  const { popup } = await newProfile();
  expect(screen.getByText('Redirect URI')).toBeTruthy();
  choose('Grant', 'client_credentials');
  await vi.waitFor(() => expect(screen.queryByText('Redirect URI')).toBeNull());
  expect(screen.queryByLabelText('Authorization URL')).toBeNull();
  expect(popup.form.draft.value?.token_endpoint_auth_method).toBe('client_secret_basic');
});

test('A secret that would not be sent is noticed', async () => {
  const { world } = await newProfile();
  type('Client secret', 's3cret');
  fireEvent.click(await screen.findByRole('button', { name: 'Use Basic header' }));
  expect(world.sent('draft.save').at(-1)).toMatchObject({ token_endpoint_auth_method: 'client_secret_basic' });
});

test('Without an issuer I type the endpoints that my grant uses', async () => {
  const { container, world } = await newProfile();
  const endpoints = screen.getByText('More').closest('details');
  expect(endpoints?.open).toBe(false);
  world.answers['profile.save'] = () => ({
    errors: { issuer: 'Type the issuer, or the endpoints below.', token_endpoint: 'Needed.' },
  });
  save();
  await vi.waitFor(() => expect(endpoints?.open).toBe(true));
  const used = [...container.querySelectorAll('details.more > fieldset > .field > .label')].map(
    (label) => label.textContent,
  );
  expect(used.map((label) => label?.trim())).toEqual(['Authorization URL', 'Token URL']);
});

test('Tokendock’s own redirect URI can be copied', async () => {
  const { world } = await newProfile();
  fireEvent.click(screen.getByRole('button', { name: 'Copy' }));
  await vi.waitFor(() => expect(world.copied).toEqual(['https://abcdefghijklmnop.chromiumapp.org/']));
});

test('What can’t be kept is said, and the form stays', async () => {
  const { world } = await newProfile();
  world.answers['draft.save'] = () => {
    throw new Error('disk full');
  };
  type('Name', 'Orders');
  await vi.waitFor(() => expect(screen.getByRole('alert').textContent).toContain('disk full'));
  expect(screen.getByLabelText('Name')).toHaveProperty('value', 'Orders');
});

test('With a token at hand I need no server, until I name one', async () => {
  const { world } = await newProfile();
  expect(screen.getByLabelText('Issuer').getAttribute('aria-required')).toBe('true');
  fireEvent.click(screen.getByRole('button', { name: 'I already have a token' }));
  expect(await screen.findByText(/^Save the profile, then paste the token/)).toBeTruthy();
  for (const asked of ['Issuer', 'Client id', 'Grant']) expect(screen.queryByLabelText(asked)).toBeNull();
  expect(world.sent('draft.save').at(-1)).toMatchObject({ pastedOnly: true });
  fireEvent.click(screen.getByRole('button', { name: 'Name a server' }));
  expect(await screen.findByRole('button', { name: 'I already have a token' })).toBeTruthy();
  expect(screen.getByLabelText('Issuer')).toBeTruthy();
});

test('Under “More” I say what group it belongs to, where its API is, and that I share it', async () => {
  const { world } = await newProfile();
  await screen.findByLabelText('Integration');
  type('Integration', 'Zoho');
  type('Base URI of the API', 'https://api.acme.dev');
  type('Field that says the base URI', 'api_domain');
  choose('Visibility', 'internal');
  fireEvent.click(screen.getByRole('switch', { name: 'Share with the team' }));
  expect(world.sent('draft.save').at(-1)).toMatchObject({
    integration: 'Zoho',
    baseUri: 'https://api.acme.dev',
    baseUriField: 'api_domain',
    visibility: 'internal',
    shared: true,
  });
});
