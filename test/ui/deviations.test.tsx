// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/preact';
import axe from 'axe-core';
import * as v from 'valibot';
import { describe, expect, test, vi } from 'vitest';
import { type Deviations, deviations } from '../../src/core/deviations.ts';
import type { ProfileDraft } from '../../src/core/profile-draft.ts';
import { deviationKinds, itemsOf, kindNames } from '../../src/ui/deviations/deviation-kinds.ts';
import { allDeviations } from '../core/support/all-deviations.ts';
import { aDraft, aProfile } from './fake-inputs.ts';
import { showPopup } from './show-popup.tsx';
import { showWorkbench } from './show-workbench.tsx';

const all = v.parse(deviations, allDeviations);

async function showForm(given?: Deviations, patch: Partial<ProfileDraft> = {}) {
  const draft = { ...aDraft({ client_id: 'web', ...patch }), ...(given && { deviations: given }) };
  const shown = await showWorkbench('#petstore/setup', { profiles: [aProfile()], drafts: [draft] });
  const section = await screen.findByRole('group', { name: 'Provider’s deviations' });
  return { ...shown, section, said: () => shown.workbench.popup.form.draft.value?.deviations };
}

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const field = (name: string | RegExp) => screen.getByLabelText(name) as HTMLInputElement;
const type = (name: string | RegExp, value: string) => fireEvent.input(field(name), { target: { value } });
const choose = (name: string | RegExp, value: string) => fireEvent.change(field(name), { target: { value } });

async function add(title: string) {
  fireEvent.click(button('Add a deviation…'));
  fireEvent.click(await screen.findByRole('button', { name: new RegExp(`^${title} ·`) }));
  await screen.findByRole('heading', { name: title });
}

test('A provider that deviates in nothing has one sentence', async () => {
  const { section } = await showForm();
  expect(section.textContent).toContain('As the RFCs say. If this provider differs, say here how.');
  expect(within(section).queryAllByRole('heading')).toEqual([]);
});

test('Whatever is set is shown, each under its group, and nothing else', async () => {
  await showForm(all);
  const titles = screen.getAllByRole('heading', { level: 4 }).map((each) => each.textContent);
  for (const { title } of Object.values(deviationKinds)) expect(titles).toContain(title);
  // The body stands twice: of the token request, and of renewal.
  expect(titles).toHaveLength(kindNames.length + 1);
  expect(itemsOf(all)).toHaveLength(titles.length);
});

test('The schema has no setting that the form does not know', () => {
  const known = kindNames.map((name) => deviationKinds[name].key.join('.'));
  const { requests, answers, callback, use, ...rest } = allDeviations;
  const used = [
    ...[...Object.values(requests), ...Object.values(answers)].flatMap((each) => Object.keys(each)),
    ...Object.keys(callback).map((each) => `callback.${each}`),
    ...Object.keys(use).map((each) => `use.${each}`),
    ...Object.keys(rest),
  ];
  expect(new Set(used)).toEqual(new Set(known));
  // Where the user stands in the ID token is said by the user id mapper, under Services.
  const elsewhere = ['idToken'];
  expect(Object.keys(deviations.entries).sort()).toEqual([...Object.keys(allDeviations), ...elsewhere].sort());
});

test('A deviation is found by what it does or where it was seen, and is ready to be typed into', async () => {
  const { said } = await showForm();
  fireEvent.click(button('Add a deviation…'));
  type('Find a deviation', 'slack');
  await vi.waitFor(() => expect(screen.getAllByRole('listitem').length).toBeLessThan(6));
  const found = within(document.getElementById('deviation-kinds') as HTMLElement).getAllByRole('button');
  expect(found.map((each) => each.querySelector('b')?.textContent)).toEqual(['Sign of success', 'Further tokens']);
  fireEvent.click(found[0] as HTMLElement);
  await vi.waitFor(() => expect(document.activeElement?.tagName).toMatch(/INPUT|SELECT/));
  type('Field', 'ok=true');
  expect(said()).toEqual({ answers: { token: { success: 'ok=true' } } });
});

test('Esc closes the list, and what is not there is said', async () => {
  await showForm();
  fireEvent.click(button('Add a deviation…'));
  type('Find a deviation', 'zzz');
  await screen.findByText('Nothing found for “zzz”.');
  fireEvent.keyDown(field('Find a deviation'), { key: 'Escape' });
  await vi.waitFor(() => expect(screen.queryByLabelText('Find a deviation')).toBeNull());
  expect(document.activeElement?.id).toBe('add-deviation');
});

describe('In words, a tester says', () => {
  test('the form of the body, up to a text of their own', async () => {
    const { said } = await showForm();
    await add('Form of the body');
    choose('Body', 'template');
    type(await screen.findByLabelText('Text').then(() => 'Text'), '{"c":"{code}"}');
    expect(said()).toEqual({
      requests: { token: { body: { contentType: 'application/json', text: '{"c":"{code}"}' } } },
    });
  });

  test('parameters renamed, moved and left out, while two have the same name for a moment', async () => {
    const { said } = await showForm();
    await add('Parameters otherwise');
    type('Parameter 1', 'code');
    type('Parameter 1: New name', 'auth');
    fireEvent.click(button('Add one more'));
    await screen.findByLabelText('Parameter 2');
    type('Parameter 2', 'code');
    await screen.findByText('This stands here twice; the last one counts.');
    type('Parameter 2', 'code_verifier');
    choose('Parameter 2: What becomes of it', 'nowhere');
    expect(said()).toEqual({
      requests: { token: { parameters: { code: { name: 'auth' }, code_verifier: { place: 'nowhere' } } } },
    });
  });

  test('the same of another request, where it is not said yet', async () => {
    const { said } = await showForm({ requests: { token: { method: 'GET' }, refresh: { method: 'POST' } } });
    const [first] = screen.getAllByLabelText('Method: for which request') as HTMLSelectElement[];
    expect([...(first?.options ?? [])].filter((each) => each.disabled).map((each) => each.value)).toEqual(['refresh']);
    fireEvent.change(first as HTMLSelectElement, { target: { value: '*' } });
    expect(said()).toEqual({ requests: { '*': { method: 'GET' }, refresh: { method: 'POST' } } });
  });

  test('several tokens of an answer, each with its name', async () => {
    const { said } = await showForm();
    await add('Further tokens');
    type('Name 1', 'User token');
    type('Path 1', 'authed_user');
    expect(said()).toEqual({ answers: { token: { tokens: [{ name: 'User token', path: 'authed_user' }] } } });
  });

  test('the hosts that a callback may name', async () => {
    const { said } = await showForm();
    await add('Host of the token');
    type('Callback parameter', 'accounts-server');
    choose('Origins that may be asked, one a line', ' https://a.example \n\nhttps://b.example');
    expect(said()).toEqual({
      tokenHost: { parameter: 'accounts-server', origins: ['https://a.example', 'https://b.example'] },
    });
  });

  test('who asks by introspection, with a secret that stays hidden', async () => {
    const { said, workbench } = await showForm();
    await add('Introspection as another');
    type('Its client id', 'api');
    expect(field('Its secret').type).toBe('password');
    type('Its secret', 'hidden');
    expect(said()).toEqual({ introspectAs: { client_id: 'api' } });
    expect(workbench.popup.form.draft.value?.introspection_secret).toBe('hidden');
    choose('Credential', 'token');
    expect(said()).toEqual({ introspectAs: 'token' });
  });

  test('that an origin is the browser’s own', async () => {
    const { said } = await showForm();
    await add('Origin');
    type('Value', 'https://app.example');
    expect(said()).toEqual({ origin: 'https://app.example' });
    choose('Origin', 'keep');
    expect(said()).toEqual({ origin: 'keep' });
  });

  test('what needs no more words than its name', async () => {
    const { said } = await showForm();
    await add('Basic without a secret');
    expect(said()).toEqual({ emptyBasic: true });
  });
});

test('What I removed can be had back', async () => {
  const { said } = await showForm({ challenge: 'hex', emptyBasic: true });
  fireEvent.click(button('Remove: PKCE challenge'));
  expect(said()).toEqual({ emptyBasic: true });
  await screen.findByText('Removed “PKCE challenge”.');
  expect(document.activeElement?.textContent).toBe('Undo');
  fireEvent.click(button('Undo'));
  expect(said()).toEqual({ challenge: 'hex', emptyBasic: true });
});

test('The last row takes its deviation along, and both come back', async () => {
  const given: Deviations = { use: { headers: { 'Client-Id': 'a' } } };
  const { said } = await showForm(given);
  fireEvent.click(button('Remove: Header 1'));
  expect(said()).toEqual({});
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(said()).toEqual(given);
});

test('A row that I removed can be had back, too', async () => {
  const given: Deviations = { callback: { parameters: { code: 'c', state: 's' } } };
  const { said } = await showForm(given);
  fireEvent.click(button('Remove: Parameter 1'));
  expect(said()).toEqual({ callback: { parameters: { state: 's' } } });
  await screen.findByText('Removed “Parameter 1”.');
  fireEvent.click(button('Undo'));
  expect(said()).toEqual(given);
  await vi.waitFor(() => expect(field('Parameter 1').value).toBe('code'));
});

test('An error of a row stands with its fields', async () => {
  const { world } = await showForm({ answers: { token: { fields: { scope: '' } } } });
  world.answers['profile.save'] = () => ({ errors: { deviations: 'Correct what is marked, or remove it.' } });
  fireEvent.click(button('Save'));
  await vi.waitFor(() => expect(field('Path 1').getAttribute('aria-invalid')).toBe('true'));
  const described = field('Path 1').getAttribute('aria-describedby') ?? '';
  expect(document.getElementById(described)?.textContent).toBe('Type a path like data[0].token.');
});

test('What can’t be saved is said at its field, not while it is typed first', async () => {
  const { world } = await showForm();
  world.answers['profile.save'] = () => ({ errors: { deviations: 'Correct what is marked, or remove it.' } });
  await add('Fields inside an object');
  type('Object', 'data[');
  expect(field('Object').getAttribute('aria-invalid')).toBe('false');
  fireEvent.click(button('Save'));
  await vi.waitFor(() => expect(field('Object').getAttribute('aria-invalid')).toBe('true'));
  const described = field('Object').getAttribute('aria-describedby') ?? '';
  expect(document.getElementById(described)?.textContent).toBe('Type a path like data[0].token.');
  await vi.waitFor(() => expect(document.activeElement).toBe(field('Object')));
  type('Object', 'data[0]');
  await vi.waitFor(() => expect(field('Object').getAttribute('aria-invalid')).toBe('false'));
});

test('The popup says that something differs, and leads to the workbench', async () => {
  const { popup } = await showPopup({ profiles: [aProfile()], drafts: [aDraft({ deviations: { challenge: 'hex' } })] });
  expect(await screen.findByText('Some settings differ from the RFCs.')).toBeDefined();
  const link = screen.getByRole('link', { name: 'Edit in the workbench' });
  expect(link.getAttribute('href')).toContain('petstore/setup');
  popup.form.change({ deviations: {} });
  expect(await screen.findByText('None: as the RFCs say.')).toBeDefined();
});

test.each<[string, Deviations]>([
  ['nothing', {}],
  ['everything', all],
])('Everybody can use it with %s, and with its list', async (_, given) => {
  const { container } = await showForm(given);
  fireEvent.click(button('Add a deviation…'));
  await screen.findByLabelText('Find a deviation');
  const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } };
  const { violations } = await axe.run(container, { rules });
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
});
