// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { emptyDraft } from '../../src/core/profile-draft.ts';
import { aDraft, aProfile } from './fake-inputs.ts';
import { showPopup, type World } from './show-popup.tsx';

const metadata = { issuer: 'https://id.acme.dev', registration_endpoint: 'https://id.acme.dev/reg' };

async function findServer(prepare: (world: World) => void) {
  const shown = await showPopup({ profiles: [aProfile()], drafts: [emptyDraft('new')] }, prepare);
  fireEvent.input(await screen.findByLabelText('API URL'), { target: { value: 'api.acme.dev/v1' } });
  fireEvent.click(screen.getByRole('button', { name: 'Find its server' }));
  return shown;
}

test('Who knows only the API’s URL finds its server, and takes it by a click', async () => {
  const { world, popup } = await findServer((each) => {
    each.answers['server.ofApi'] = () => ['https://id.acme.dev'];
    each.answers['server.discover'] = () => metadata;
  });
  expect(world.asked()).toEqual([['https://api.acme.dev/*']]);
  expect(world.sent('server.ofApi')).toEqual([{ url: 'https://api.acme.dev/v1' }]);
  fireEvent.click(await screen.findByRole('button', { name: 'Use https://id.acme.dev' }));
  await vi.waitFor(() => expect(popup.form.draft.value?.metadata).toEqual(metadata));
  expect(world.asked()).toEqual([['https://api.acme.dev/*'], ['https://id.acme.dev/*']]);
});

test('Without the permission the API is not asked', async () => {
  const { world } = await findServer((each) => {
    each.hosts = async () => false;
  });
  expect(await screen.findByText(/Tokendock may not talk to api.acme.dev/)).toBeTruthy();
  expect(world.sent('server.ofApi')).toEqual([]);
});

test('A client is registered for me, and stands in the form', async () => {
  const { world, popup } = await showPopup({ profiles: [aProfile()], drafts: [aDraft({ metadata })] }, (each) => {
    each.answers['client.register'] = ({ draft }) => ({ ...draft, client_id: 'given', client_secret: 'by-the-server' });
  });
  const token = await screen.findByLabelText('Initial access token');
  fireEvent.input(token, { target: { value: 'initial' } });
  fireEvent.click(screen.getByRole('button', { name: 'Register' }));
  expect(await screen.findByText('Registered. Save the profile to keep it.')).toBeTruthy();
  expect(world.asked()).toEqual([['https://id.acme.dev/*']]);
  expect(world.sent('client.register')).toMatchObject([{ initialAccessToken: 'initial', draft: { client_id: '' } }]);
  expect(popup.form.draft.value).toMatchObject({ client_id: 'given', client_secret: 'by-the-server' });
});

test('Nothing is offered to register where the server has no place for it', async () => {
  await showPopup({ profiles: [aProfile()], drafts: [aDraft()] });
  await screen.findByLabelText('Name');
  expect(screen.queryByText('Register a client for me')).toBeNull();
});
