// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { Failure, failureRecord } from '../../src/core/failure.ts';
import { aBinding, aProfile, aTab, aToken, now } from './fake-inputs.ts';
import { showPopup } from './show-popup.tsx';

const refused = failureRecord(new Failure('grant_expired', { host: 'id.acme.dev' }, { error: 'invalid_grant' }));

function row(): HTMLElement {
  return screen.getByRole('listitem');
}

async function showToken(patch: Parameters<typeof aToken>[0] = {}) {
  return showPopup({ profiles: [aProfile({ tokens: [aToken(patch)] })] });
}

test('A token is one row: who, for what, and how long it lives on, each second', async () => {
  const { popup, world } = await showToken();
  expect(row().textContent).toContain('alice46 minpets:read pets:write');
  popup.clock.now.value = world.now + 60_000;
  await vi.waitFor(() => expect(row().textContent).toContain('45 min'));
});

test.for([
  ['Access token', 'token'],
  ['Authorization header', 'header'],
  ['curl command', 'curl'],
] as const)('Copying as “%s” puts it on the clipboard and says so', async ([name, as]) => {
  const { world } = await showToken();
  world.answers['token.copy'] = (data) => `${data.as} of ${data.id}`;
  fireEvent.click(screen.getByRole('menuitem', { name }));
  await vi.waitFor(() => expect(world.copied).toEqual([`${as} of token-alice`]));
  expect(await screen.findAllByText('Copied')).toHaveLength(2);
});

test('When copying fails, I am told and nothing says “Copied”', async () => {
  const { world } = await showToken();
  world.answers['token.copy'] = () => {
    throw new Failure('token_gone');
  };
  fireEvent.click(screen.getByRole('menuitem', { name: 'Access token' }));
  await vi.waitFor(() => expect(screen.getByRole('alert').textContent).toContain('This token was forgotten.'));
  expect(screen.queryByText('Copied')).toBeNull();
});

test('Renewing is offered where it is possible', async () => {
  const { world } = await showToken();
  fireEvent.click(screen.getByRole('menuitem', { name: 'Renew now' }));
  await vi.waitFor(() => expect(world.sent('token.renew')).toEqual([{ id: 'token-alice' }]));
});

test('A token that can’t be renewed does not offer it', async () => {
  await showToken({ renewable: false });
  expect(screen.queryByRole('menuitem', { name: 'Renew now' })).toBeNull();
});

test('Forgetting asks once, and says when it also revokes', async () => {
  const { world } = await showToken({ revocable: true });
  fireEvent.click(screen.getByRole('menuitem', { name: 'Forget and revoke…' }));
  expect(await screen.findByText('Forget the token of alice?')).toBeTruthy();
  expect(document.activeElement?.textContent).toBe('Keep');
  expect(world.sent('token.forget')).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Forget and revoke' }));
  await vi.waitFor(() => expect(world.sent('token.forget')).toEqual([{ id: 'token-alice' }]));
});

test('When the server can’t be told, I read why, and can forget the token all the same', async () => {
  const { world } = await showToken({ revocable: true });
  world.answers['token.forget'] = ({ evenIfNotRevoked }) => {
    if (!evenIfNotRevoked) throw new Failure('server_unreachable', { host: 'id.acme.dev' });
  };
  fireEvent.click(screen.getByRole('menuitem', { name: 'Forget and revoke…' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Forget and revoke' }));
  expect(world.asked()).toEqual([['https://id.acme.dev/*']]);
  fireEvent.click(await screen.findByRole('button', { name: 'Forget anyway' }));
  expect(row().textContent).toContain('Not revoked. id.acme.dev can’t be reached.');
  await vi.waitFor(() => {
    expect(world.sent('token.forget')).toEqual([{ id: 'token-alice' }, { id: 'token-alice', evenIfNotRevoked: true }]);
  });
});

test('Keeping keeps it', async () => {
  const { world } = await showToken();
  fireEvent.click(screen.getByRole('menuitem', { name: 'Forget…' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Keep' }));
  await vi.waitFor(() => expect(row().textContent).toContain('46 min'));
  expect(world.sent('token.forget')).toEqual([]);
});

test('Why a token was not renewed stands where the token would stand', async () => {
  await showToken({ expiresAt: now - 180_000, failure: refused });
  expect(row().textContent).toContain('alice expired 3 min ago');
  expect(row().textContent).toContain('invalid_grant id.acme.dev no longer accepts what this token is renewed with.');
  expect(row().textContent).toContain('Sign in again.');
  expect(screen.queryByRole('button', { name: 'Copy the token of alice' })).toBeNull();
});

test('While it still lives it can be used, and the reason stands below', async () => {
  await showToken({ failure: refused });
  expect(row().textContent).toContain('46 min');
  expect(row().textContent).toContain('Not renewed. id.acme.dev no longer accepts');
});

test('The token of this tab says that it is in use', async () => {
  const profiles = [aProfile({ tokens: [aToken()] })];
  await showPopup({ profiles, bindings: [aBinding()], tab: aTab({ bindingId: 'binding' }) });
  expect(screen.getByRole('button', { name: 'In use: alice' })).toBeTruthy();
});
