// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import type { ProfileDraft } from '../../src/core/profile-draft.ts';
import { aProfile } from './fake-inputs.ts';
import { showPopup } from './show-popup.tsx';

const metadata = {
  issuer: 'https://id.acme.dev:8443/realms/qa',
  authorization_endpoint: 'https://id.acme.dev:8443/authorize',
  token_endpoint: 'https://id.acme.dev:8443/token',
  scopes_supported: ['openid', 'email'],
};

async function typeIssuer(issuer: string) {
  const shown = await showPopup({ profiles: [aProfile()] });
  fireEvent.click(screen.getByRole('button', { name: 'New profile' }));
  fireEvent.input(await screen.findByLabelText('Issuer'), { target: { value: issuer } });
  shown.world.answers['server.discover'] = () => metadata;
  return { ...shown, lastSaved: () => shown.world.sent('draft.save').at(-1) as ProfileDraft };
}

function find() {
  fireEvent.click(screen.getByRole('button', { name: 'Find endpoints' }));
}

test('The issuer’s endpoints are found, shown and kept', async () => {
  const { world, lastSaved } = await typeIssuer(metadata.issuer);
  find();
  expect(world.asked()).toEqual([['https://id.acme.dev/*']]);
  expect(await screen.findByText('Found: 2 endpoints.')).toBeTruthy();
  expect(world.sent('server.discover')).toEqual([{ issuer: metadata.issuer }]);
  expect(screen.getByLabelText('Token URL')).toHaveProperty('value', metadata.token_endpoint);
  expect(lastSaved().metadata).toEqual(metadata);
});

test('What the server says is not pinned: only what I type beats it', async () => {
  const { lastSaved } = await typeIssuer(metadata.issuer);
  find();
  await screen.findByText('Found: 2 endpoints.');
  expect(lastSaved().endpoints).toEqual({});
  fireEvent.input(screen.getByLabelText('Token URL'), { target: { value: 'https://other.dev/token' } });
  expect(lastSaved().endpoints).toEqual({ token_endpoint: 'https://other.dev/token' });
});

test('A host without https:// is understood', async () => {
  const { world } = await typeIssuer('id.acme.dev/realms/qa');
  find();
  await vi.waitFor(() => expect(world.sent('server.discover')).toEqual([{ issuer: 'https://id.acme.dev/realms/qa' }]));
  expect(screen.getByLabelText('Issuer')).toHaveProperty('value', 'https://id.acme.dev/realms/qa');
});

test('What is no URL is said at the field, and nothing is asked', async () => {
  const { world } = await typeIssuer('my server');
  find();
  expect(await screen.findByText('This is not an http or https URL.')).toBeTruthy();
  expect(world.asked()).toEqual([]);
});

test('Why nothing was found is said at the field', async () => {
  const { world } = await typeIssuer(metadata.issuer);
  world.answers['server.discover'] = () => {
    throw new Failure('issuer_answers_html', { issuer: metadata.issuer });
  };
  find();
  expect(await screen.findByText(/answered with a web page/)).toBeTruthy();
  expect(screen.getByText(/often a longer URL/)).toBeTruthy();
});

test('Without the permission nothing is sent, and I am told', async () => {
  const { world } = await typeIssuer(metadata.issuer);
  world.hosts = async () => false;
  find();
  expect(await screen.findByText(/Tokendock may not talk to id.acme.dev:8443/)).toBeTruthy();
  expect(world.sent('server.discover')).toEqual([]);
});

test('Another issuer means another server: what was found is gone', async () => {
  const { lastSaved } = await typeIssuer(metadata.issuer);
  find();
  await screen.findByText('Found: 2 endpoints.');
  fireEvent.input(screen.getByLabelText('Issuer'), { target: { value: 'https://other.dev' } });
  expect('metadata' in lastSaved()).toBe(false);
  await vi.waitFor(() => expect(screen.queryByText('Found: 2 endpoints.')).toBeNull());
});

test('The scopes that the server names can be taken by a click', async () => {
  const { lastSaved } = await typeIssuer(metadata.issuer);
  find();
  fireEvent.click(await screen.findByRole('button', { name: 'email', pressed: false }));
  fireEvent.click(screen.getByRole('button', { name: 'openid', pressed: false }));
  expect(lastSaved().scope).toBe('email openid');
  fireEvent.click(await screen.findByRole('button', { name: 'email', pressed: true }));
  expect(lastSaved().scope).toBe('openid');
});
