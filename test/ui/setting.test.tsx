// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { Failure, failureRecord } from '../../src/core/failure.ts';
import { aLogin, aProfile, aToken, now } from './fake-inputs.ts';
import { showPopup } from './show-popup.tsx';
import { showWorkbench } from './show-workbench.tsx';

const setting = JSON.stringify({ answers: { token: { fields: { access_token: 'data.token' } } } });
const needed = (field = 'access_token', found = 'data.token') =>
  failureRecord(new Failure('setting_needed', { host: 'id.acme.dev', field, found, setting }));
const failed = (failure = needed()) => [aProfile({ login: aLogin({ step: 'failed', failure }) })];
const order = (log: [string, unknown][]) => log.map(([type]) => type).filter((type) => type !== 'status.read');

test('A failure says what was found, and one click takes it over and tries again', async () => {
  const { world } = await showPopup({ profiles: failed() });
  expect(screen.getByText(/“data.token”/).textContent).toContain('id.acme.dev');
  fireEvent.click(screen.getByRole('button', { name: 'Read the token from data.token' }));
  await vi.waitFor(() => expect(world.sent('login.start')).toEqual([{ profileId: 'petstore' }]));
  expect(world.sent('setting.apply')).toEqual([{ id: 'petstore', setting }]);
  expect(order(world.log).slice(0, 2)).toEqual(['hosts', 'setting.apply']);
});

test('Nothing is taken over by trying again', async () => {
  const { world } = await showPopup({ profiles: failed() });
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await vi.waitFor(() => expect(world.sent('login.start')).toHaveLength(1));
  expect(world.sent('setting.apply')).toEqual([]);
});

test('What was taken over can be taken back', async () => {
  const before = { use: { scheme: 'token' } };
  const { world } = await showPopup({ profiles: failed() }, ({ answers }) => {
    answers['setting.apply'] = () => before;
  });
  fireEvent.click(screen.getByRole('button', { name: 'Read the token from data.token' }));
  await screen.findByText('The token is read from data.token now.');
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  await vi.waitFor(() => expect(world.sent('setting.undo')).toEqual([{ id: 'petstore', before }]));
});

test('A refusal in the provider’s own words is offered in words, too', async () => {
  await showPopup({ profiles: failed(needed('error', 'ok')) });
  expect(screen.getByRole('button', { name: 'Read errors from “ok”' })).toBeDefined();
});

test('When it can’t be taken over, I am told and nothing is sent', async () => {
  const { world } = await showPopup({ profiles: failed() }, ({ answers }) => {
    answers['setting.apply'] = () => {
      throw new Failure('profile_gone');
    };
  });
  fireEvent.click(screen.getByRole('button', { name: 'Read the token from data.token' }));
  await vi.waitFor(() => expect(screen.getByRole('alert').textContent).toContain('This profile was deleted.'));
  expect(world.sent('login.start')).toEqual([]);
});

test.each([
  ['that lives on', now + 60_000],
  ['that has ended', now - 60_000],
])('A token %s, and that needs it for its renewal, is renewed with it', async (_, expiresAt) => {
  const { world } = await showPopup({ profiles: [aProfile({ tokens: [aToken({ failure: needed(), expiresAt })] })] });
  fireEvent.click(screen.getByRole('button', { name: 'Read the token from data.token' }));
  await vi.waitFor(() => expect(world.sent('token.renew')).toEqual([{ id: 'token-alice' }]));
  expect(world.sent('setting.apply')).toHaveLength(1);
});

test('The form that is open in the workbench shows it at once', async () => {
  const { world, workbench } = await showWorkbench('#petstore/setup', { profiles: failed() });
  const read = world.sent('profile.edit').length;
  fireEvent.click(screen.getByRole('button', { name: 'Read the token from data.token' }));
  await vi.waitFor(() => expect(world.sent('login.start')).toHaveLength(1));
  expect(workbench.popup.form.draft.value?.id).toBe('petstore');
  expect(world.sent('profile.edit').length).toBe(read + 1);
});
