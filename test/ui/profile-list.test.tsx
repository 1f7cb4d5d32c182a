// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { aDraft, aProfile, aToken } from './fake-inputs.ts';
import { showPopup } from './show-popup.tsx';

const petstore = aProfile({ description: 'blue cluster', tokens: [aToken()] });
const billing = aProfile({ id: 'billing', name: 'Billing job', host: 'login.example.net', tokens: [] });
const profiles = [petstore, billing];

function names(): (string | null)[] {
  return screen.queryAllByRole('article').map((card) => within(card).getByRole('heading').textContent);
}

function find(query: string) {
  fireEvent.input(screen.getByRole('searchbox'), { target: { value: query } });
}

test('The first time, I am told what Tokendock does and can begin at once', async () => {
  const { popup } = await showPopup();
  expect(document.body.textContent).toContain('an issuer URL is often all you need.');
  fireEvent.click(screen.getByRole('button', { name: 'Create a profile' }));
  expect(await screen.findByRole('heading', { name: 'New profile' })).toBeTruthy();
  expect(popup.form.draft.value?.id).toBe('new-1');
});

test('Before the background answers, the popup stands already', async () => {
  const { container } = await showPopup({}, (world) => {
    world.answers['status.read'] = () => new Promise(() => undefined);
  });
  expect(container.textContent).toContain('This tab');
  expect(screen.getByRole('button', { name: 'Keys ?' })).toBeTruthy();
  expect(container.textContent).not.toContain('Nothing found');
});

test.for([
  ['staging', ['Petstore, staging']],
  ['BLUE', ['Petstore, staging']],
  ['alice', ['Petstore, staging']],
  ['example.net', ['Billing job']],
  ['petstore acme', ['Petstore, staging']],
  ['petstore example.net', []],
] as const)('Searching for “%s” finds the profiles with all of its words', async ([query, found]) => {
  await showPopup({ profiles });
  find(query);
  await vi.waitFor(() => expect(names()).toEqual(found));
});

test('When nothing is found, one click shows all again', async () => {
  await showPopup({ profiles });
  find('zebra');
  expect(await screen.findByText('Nothing found for “zebra”.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Show all' }));
  await vi.waitFor(() => expect(names()).toHaveLength(2));
});

test('A profile is one line: where its tokens come from, how, and for what', async () => {
  await showPopup({ profiles });
  expect(screen.getByText('id.acme.dev · Authorization code · openid pets:read')).toBeTruthy();
});

test('A profile’s menu edits, duplicates and moves it', async () => {
  const { world } = await showPopup({ profiles });
  world.answers['profile.edit'] = () => aDraft({ id: 'billing', name: 'Billing job' });
  const [first, second] = screen.getAllByRole('article') as [HTMLElement, HTMLElement];
  expect(within(first).queryByText('Move up')).toBeNull();
  expect(within(second).queryByText('Move down')).toBeNull();
  fireEvent.click(within(first).getByText('Move down'));
  fireEvent.click(within(second).getByText('Duplicate'));
  fireEvent.click(within(second).getByText('Edit'));
  expect(world.sent('profile.move')).toEqual([{ id: 'petstore', by: 1 }]);
  expect(world.sent('profile.duplicate')).toEqual([{ id: 'billing' }]);
  expect(await screen.findByRole('heading', { name: 'Edit Billing job' })).toBeTruthy();
  expect(world.sent('profile.edit')).toEqual([{ id: 'billing' }]);
});

test('A form that I left waits in the list', async () => {
  const draft = aDraft({ id: 'new', name: 'Orders' });
  const { popup, world } = await showPopup({ profiles, drafts: [draft] });
  await popup.form.leave();
  expect(await screen.findByText('Not saved yet: Orders')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Discard: Orders' }));
  await vi.waitFor(() => expect(world.sent('draft.discard')).toEqual([{ id: 'new' }]));
});

test('When the background can’t be read, I am told and can try again', async () => {
  const { world } = await showPopup({ profiles }, (world) => {
    world.answers['status.read'] = () => {
      throw new Error('it sleeps');
    };
  });
  expect((await screen.findByText(/could not read/)).textContent).toContain('it sleeps');
  world.answers = {};
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await vi.waitFor(() => expect(names()).toHaveLength(2));
});

test('Profiles stand under their integrations', async () => {
  await showPopup({
    profiles: [
      aProfile({ id: 'a', name: 'A', integration: 'Zoho' }),
      aProfile({ id: 'b', name: 'B' }),
      aProfile({ id: 'c', name: 'C', integration: 'Zoho' }),
    ],
  });
  const titles = screen.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent);
  expect(titles).toEqual(['B', 'Zoho', 'A', 'C']);
});

test('A profile whose tokens I paste offers that instead of asking a server', async () => {
  await showPopup({ profiles: [aProfile({ pastedOnly: true, host: '' })] });
  expect(screen.queryByRole('button', { name: 'Get token' })).toBeNull();
  expect(screen.getByRole('link', { name: 'Paste a token…' }).getAttribute('href')).toContain('/tokens');
  expect(screen.getByText('Pasted tokens · openid pets:read')).toBeTruthy();
});

test('With nothing yet, and ever after, the way to an import is in sight, and closes the popup', async () => {
  const { world } = await showPopup();
  const [first, ever] = screen.getAllByRole('link', { name: /^Import/ });
  for (const link of [first, ever]) expect(link?.getAttribute('href')).toBe('/workbench.html#/import');
  // The link itself leads to a page that no test serves.
  first?.addEventListener('click', (event) => event.preventDefault());
  fireEvent.click(first as HTMLElement);
  expect(world.log).toContainEqual(['leave', undefined]);
});
