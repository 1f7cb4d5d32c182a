// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/preact';
import axe from 'axe-core';
import { expect, test, vi } from 'vitest';
import { emptyDraft, type ProfileDraft } from '../../src/core/profile-draft.ts';
import { aDraft, aProfile } from './fake-inputs.ts';
import { showPopup } from './show-popup.tsx';

async function newProfile(patch: Partial<ProfileDraft> = {}) {
  const shown = await showPopup({ profiles: [aProfile()], drafts: [{ ...emptyDraft('new'), ...patch }] });
  const field = (await screen.findByRole('combobox', { name: 'Provider' })) as HTMLInputElement;
  const draft = () => shown.popup.form.draft.value as ProfileDraft;
  const press = (key: string) => fireEvent.keyDown(field, { key });
  const find = (text: string) => fireEvent.input(field, { target: { value: text } });
  const options = () => within(screen.getByRole('listbox', { name: 'Providers' }));
  const listed = () =>
    options()
      .queryAllByRole('option')
      .map((each) => each.textContent);
  const active = () => options().getByRole('option', { selected: true });
  function choose(text: string) {
    find(text);
    press('Enter');
  }
  return { ...shown, field, draft, press, find, listed, active, choose };
}

async function expectUsable(container: Element) {
  const { violations } = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}

test('I find GitHub by typing, and it fills the form around what I typed', async () => {
  const { choose, draft, find, listed, active, press, field } = await newProfile({
    client_id: 'mine',
    client_secret: 'kept',
  });
  find('app hub');
  expect(listed()).toEqual(['GitHub (OAuth app)', 'GitHub (GitHub App)', 'GitHub (OAuth app of an own server)']);
  press('ArrowDown');
  press('ArrowUp');
  expect(field.getAttribute('aria-activedescendant')).toBe(active().id);
  press('Enter');
  expect(field.value).toBe('GitHub (OAuth app)');
  expect(draft()).toMatchObject({
    name: 'GitHub (OAuth app)',
    client_id: 'mine',
    client_secret: 'kept',
    endpoints: { token_endpoint: 'https://github.com/login/oauth/access_token' },
    token_endpoint_auth_method: 'client_secret_post',
    scope: 'read:user',
  });
  choose('notion');
  expect(draft()).toMatchObject({ name: 'Notion', client_id: 'mine', client_secret: 'kept' });
});

test('What begins as I type stands before what only has it inside', async () => {
  const { find, listed } = await newProfile();
  find('git');
  expect(listed()).toEqual([
    'GitHub (OAuth app)',
    'GitHub (GitHub App)',
    'GitHub (OAuth app of an own server)',
    'GitLab',
    'DigitalOcean',
  ]);
});

test('The list goes round by the arrows, and Esc leaves everything as it was', async () => {
  const { find, press, draft, field, active } = await newProfile();
  find('reddit');
  press('ArrowUp');
  expect(active().textContent).toBe('Reddit (installed app)');
  press('ArrowDown');
  expect(active().textContent).toBe('Reddit (web app)');
  press('Escape');
  expect([field.value, field.getAttribute('aria-expanded'), draft().preset]).toEqual(['', 'false', undefined]);
});

test('A provider that nobody knows is said to be so', async () => {
  const { find } = await newProfile();
  find('acme');
  expect(screen.getByText(/No provider of this name is known/)).toBeTruthy();
});

test('What differs is asked for, and nothing half-filled stands in the form', async () => {
  const { choose, draft } = await newProfile();
  choose('shopify');
  expect(draft().endpoints).toEqual({});
  fireEvent.input(screen.getByLabelText('Shop'), { target: { value: 'evil.com/' } });
  expect(screen.getByText('Letters, digits and hyphens only.')).toBeTruthy();
  expect(draft().endpoints).toEqual({});
  fireEvent.input(screen.getByLabelText('Shop'), { target: { value: 'my-shop' } });
  expect(draft().endpoints.token_endpoint).toBe('https://my-shop.myshopify.com/admin/oauth/access_token');
});

test('A blank is asked for when I save without it', async () => {
  const { choose, world } = await newProfile();
  world.answers['profile.save'] = () => ({ errors: { issuer: 'Type the issuer, or the endpoints below.' } });
  choose('shopify');
  expect(screen.queryByText('Shop is needed.')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('Shop is needed.')).toBeTruthy();
});

test('Where I register, what is only remembered, and where it is from stand in the form', async () => {
  const { choose } = await newProfile();
  choose('GitHub (OAuth app)');
  expect(screen.getByRole('link', { name: 'github.com' }).getAttribute('href')).toBe(
    'https://github.com/settings/developers',
  );
  expect(screen.getByText(/Not checked against the documentation: .*scopes/)).toBeTruthy();
  expect(screen.getAllByText(/a copy of it read on/)).toHaveLength(2);
});

test('The usual scopes are choices, each with what it allows', async () => {
  const { choose, draft } = await newProfile();
  choose('strava');
  const scopes = within(await screen.findByRole('group', { name: 'Usual scopes of Strava' }));
  expect(scopes.getByLabelText(/^read Reads public/)).toHaveProperty('checked', true);
  fireEvent.click(scopes.getByLabelText(/^activity:write/));
  expect(draft()).toMatchObject({ scope: 'read,activity:write', scopeSeparator: ',' });
});

test('The form was closed while I registered the client: the provider is there again', async () => {
  await newProfile({ preset: { title: 'Okta', blanks: { domain: 'dev-1.okta.com' } } });
  expect(screen.getByRole('combobox', { name: 'Provider' })).toHaveProperty('value', 'Okta');
  expect(screen.getByLabelText('Okta domain')).toHaveProperty('value', 'dev-1.okta.com');
});

test('Emptied, the field stands for another server, and the form keeps what was filled in', async () => {
  const { choose, find, field, draft } = await newProfile();
  choose('discord');
  find('');
  fireEvent.blur(field);
  expect(draft()).toMatchObject({ preset: undefined, name: 'Discord', scope: 'identify' });
});

test('A profile that I have already is not asked for its provider', async () => {
  await showPopup({ profiles: [aProfile()], drafts: [aDraft()] });
  await screen.findByLabelText('Issuer');
  await vi.dynamicImportSettled();
  expect(screen.queryByRole('combobox', { name: 'Provider' })).toBeNull();
});

test('Everybody can use the list of providers, and what the chosen one says', async () => {
  const { container, find, choose } = await newProfile();
  find('o');
  await expectUsable(container);
  choose('auth0');
  await screen.findByRole('group', { name: 'Usual scopes of Auth0' });
  await expectUsable(container);
});
